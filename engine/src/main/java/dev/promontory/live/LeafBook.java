package dev.promontory.live;

import dev.promontory.live.tally.Leaf;
import dev.promontory.live.tally.Question;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The leaves of a program: one per question, however many conditions ask it. Owned by one thread.
final class LeafBook {
  private final Map<Question, Entry> byQuestion = new HashMap<>();
  private final Map<Integer, Entry> byNumber = new HashMap<>();
  private int nextNumber;

  /// A leaf and how many conditions ask it.
  private static final class Entry {
    private final Leaf leaf;
    private int uses;
    private boolean isComplete;

    private Entry(Leaf leaf, boolean isComplete) {
      this.leaf = leaf;
      this.isComplete = isComplete;
    }
  }

  /// @param firstNumber above every number that was ever given
  LeafBook(int firstNumber) {
    nextNumber = firstNumber;
  }

  /// The leaf of a question, a new one if nobody asks it yet.
  ///
  /// @param since what a new leaf is counted from
  Leaf use(Question question, long since) {
    var entry = byQuestion.get(question);
    if (entry == null) {
      // Before the first record there is nothing that a seed could tell.
      entry = enter(new Leaf(nextNumber, since, question), since == 0);
    }
    entry.uses++;
    return entry.leaf;
  }

  /// The leaf of a question as it was before a restart.
  ///
  /// @throws IllegalArgumentException if the question has another leaf, or the leaf another
  ///   question
  Leaf use(Question question, LeafMark mark) {
    var entry = byQuestion.get(question);
    if (entry == null && !byNumber.containsKey(mark.leaf())) {
      entry = enter(new Leaf(mark.leaf(), mark.since(), question), mark.isComplete());
    }
    if (entry == null || entry.leaf.number() != mark.leaf()) {
      throw new IllegalArgumentException("leaf " + mark.leaf() + " is not that of " + question);
    }
    entry.uses++;
    return entry.leaf;
  }

  private Entry enter(Leaf leaf, boolean isComplete) {
    var entry = new Entry(leaf, isComplete);
    byQuestion.put(leaf.question(), entry);
    byNumber.put(leaf.number(), entry);
    nextNumber = Math.max(nextNumber, leaf.number() + 1);
    return entry;
  }

  /// One condition less asks this leaf.
  ///
  /// @return whether it was the last one; the leaf is gone then
  boolean release(Leaf leaf) {
    var entry = byNumber.get(leaf.number());
    if (entry == null || --entry.uses > 0) {
      return false;
    }
    byNumber.remove(leaf.number());
    byQuestion.remove(leaf.question());
    return true;
  }

  @Nullable Leaf find(int number) {
    var entry = byNumber.get(number);
    return entry == null ? null : entry.leaf;
  }

  boolean isComplete(Leaf leaf) {
    var entry = byNumber.get(leaf.number());
    return entry != null && entry.isComplete;
  }

  void complete(int number) {
    var entry = byNumber.get(number);
    if (entry != null) {
      entry.isComplete = true;
    }
  }

  LeafMark mark(Leaf leaf) {
    return new LeafMark(leaf.number(), leaf.since(), isComplete(leaf));
  }

  int nextNumber() {
    return nextNumber;
  }

  int size() {
    return byNumber.size();
  }
}
