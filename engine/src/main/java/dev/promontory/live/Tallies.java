package dev.promontory.live;

import dev.promontory.live.tally.Tally;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/// What is kept for one user, by the number of the leaf. Immutable; two that differ in little share
/// the rest, since a user may have hundreds and an event changes few.
public final class Tallies {

  /// Nothing kept.
  public static final Tallies NONE = new Tallies(new int[0], new Kept[0]);

  private final int[] leaves;
  private final Kept[] kept;

  /// What is kept for a leaf.
  ///
  /// @param isSeeded whether the seed from history is in
  public record Kept(boolean isSeeded, Tally tally) {

    /// Nothing yet.
    static final Kept NOTHING = new Kept(false, Tally.NONE);
  }

  private Tallies(int[] leaves, Kept[] kept) {
    this.leaves = leaves;
    this.kept = kept;
  }

  /// What is kept, by leaf.
  public static Tallies of(SortedMap<Integer, Kept> byLeaf) {
    return new Tallies(
        byLeaf.keySet().stream().mapToInt(Integer::intValue).toArray(),
        byLeaf.values().toArray(Kept[]::new));
  }

  /// What is kept for a leaf; nothing yet, if it is missing.
  public Kept find(int leaf) {
    int place = Arrays.binarySearch(leaves, leaf);
    return place < 0 ? Kept.NOTHING : kept[place];
  }

  /// The numbers of the leaves, ascending.
  public List<Integer> leaves() {
    return Arrays.stream(leaves).boxed().toList();
  }

  /// The same with other values for some leaves.
  Tallies with(SortedMap<Integer, Kept> changes) {
    var changed = kept.clone();
    for (var change : changes.entrySet()) {
      int place = Arrays.binarySearch(leaves, change.getKey());
      if (place < 0) {
        var all = asMap();
        all.putAll(changes);
        return of(all);
      }
      changed[place] = change.getValue();
    }
    return new Tallies(leaves, changed);
  }

  /// The same without some leaves.
  Tallies without(IntPredicate gone) {
    var all = asMap();
    return all.keySet().removeIf(gone::test) ? of(all) : this;
  }

  private SortedMap<Integer, Kept> asMap() {
    var all = new TreeMap<Integer, Kept>();
    for (int i = 0; i < leaves.length; i++) {
      all.put(leaves[i], kept[i]);
    }
    return all;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tallies tallies
        && Arrays.equals(leaves, tallies.leaves)
        && Arrays.equals(kept, tallies.kept);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(leaves) + Arrays.hashCode(kept);
  }

  @Override
  public String toString() {
    return asMap().toString();
  }
}
