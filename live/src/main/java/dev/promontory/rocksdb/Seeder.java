package dev.promontory.rocksdb;

import dev.promontory.live.Seeds;
import dev.promontory.live.Seeds.UserSeed;
import dev.promontory.live.tally.Leaf;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Asks history for seeds, in a thread of its own. While it asks, further users of the same
/// question gather, so that many share an answer. Safe for use by many threads.
///
/// Holds no more users than the shards have parked.
final class Seeder implements AutoCloseable {
  private static final long NOT_READY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Seeds seeds;
  private final Trouble trouble;
  private final long pauseNanos;
  private final Map<Question, Deque<Long>> asked = new LinkedHashMap<>();
  private final Thread thread;
  private volatile boolean open = true;

  /// Who is told the seeds of a question; on the thread of the seeder.
  interface Asker {
    void told(int account, Leaf leaf, List<Long> users, List<UserSeed> found);
  }

  private record Question(Asker asker, int account, Leaf leaf) {}

  private record Batch(Question question, List<Long> users) {}

  /// Starts the thread.
  Seeder(Seeds seeds, Trouble trouble, Duration pause) {
    this.seeds = seeds;
    this.trouble = trouble;
    this.pauseNanos = pause.toNanos();
    this.thread = Thread.ofPlatform().name("live seeds").daemon().start(this::work);
  }

  /// Asks for the seed of a user, which comes at last.
  synchronized void ask(Asker asker, int account, Leaf leaf, long user) {
    boolean isFirst = asked.isEmpty();
    asked.computeIfAbsent(new Question(asker, account, leaf), _ -> new ArrayDeque<>()).add(user);
    if (isFirst) {
      LockSupport.unpark(thread);
    }
  }

  private void work() {
    while (open) {
      Batch batch = null;
      try {
        batch = next();
        if (batch == null) {
          LockSupport.parkNanos(this, NOT_READY_NANOS);
        } else {
          answer(batch);
          trouble.isOver();
        }
      } catch (RuntimeException | Error e) {
        trouble.note(e);
        giveBack(batch);
        LockSupport.parkNanos(this, pauseNanos);
      }
    }
  }

  /// Users of the first question that history can answer, or null if it can answer none.
  private synchronized @Nullable Batch next() {
    for (var question : asked.entrySet()) {
      if (seeds.isReady(question.getKey().leaf().since())) {
        return take(question.getKey(), question.getValue());
      }
    }
    return null;
  }

  private Batch take(Question question, Deque<Long> waiting) {
    var users = new ArrayList<Long>(Math.min(waiting.size(), Seeds.MAX_USERS));
    while (!waiting.isEmpty() && users.size() < Seeds.MAX_USERS) {
      users.add(waiting.remove());
    }
    if (waiting.isEmpty()) {
      asked.remove(question);
    }
    return new Batch(question, users);
  }

  private void answer(Batch batch) {
    var question = batch.question();
    var found = seeds.of(question.account(), question.leaf(), batch.users());
    question.asker().told(question.account(), question.leaf(), batch.users(), found);
  }

  private synchronized void giveBack(@Nullable Batch batch) {
    if (batch != null) {
      asked.computeIfAbsent(batch.question(), _ -> new ArrayDeque<>()).addAll(batch.users());
    }
  }

  /// Ends after the question under way.
  @Override
  public void close() {
    open = false;
    LockSupport.unpark(thread);
    Threads.join(thread);
  }
}
