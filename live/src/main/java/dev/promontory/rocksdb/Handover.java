package dev.promontory.rocksdb;

import dev.promontory.live.host.Qualifications;
import dev.promontory.live.host.UserQualified;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Hands qualifications of a shard on until they are decided, in order, however often that fails
/// (LH2). Owned by the thread of the shard; only returns come from other threads.
final class Handover {
  private static final long WAIT_NANOS = 1_000_000;

  private final Qualifications sink;
  private final Trouble trouble;
  private final int max;
  private final long pauseNanos;
  private final Map<Integer, Lane> lanes = new LinkedHashMap<>();
  private final Queue<Return> returns = new ConcurrentLinkedQueue<>();
  private int undecided;

  /// A batch has come back.
  private record Return(Lane lane, @Nullable Throwable failure) {}

  /// How many of each account had been added at a moment, for accounts with undecided ones.
  record Mark(List<Until> until) {
    private record Until(Lane lane, long added) {}

    /// Whether all of them are decided.
    boolean isDecided() {
      return until.stream().allMatch(each -> each.lane().decided() >= each.added());
    }
  }

  /// @param max the most that are undecided, but for those of one record
  Handover(Qualifications sink, Trouble trouble, int max, Duration pause) {
    this.sink = sink;
    this.trouble = trouble;
    this.max = max;
    this.pauseNanos = pause.toNanos();
  }

  void add(int account, UserQualified qualified) {
    lanes.computeIfAbsent(account, Lane::new).add(qualified);
    undecided++;
  }

  /// Takes in what has come back and sends what can go.
  ///
  /// @return whether anything had come back
  boolean run() {
    boolean any = false;
    for (var returned = returns.poll(); returned != null; returned = returns.poll()) {
      any = true;
      takeIn(returned);
    }
    if (undecided > 0) {
      long now = System.nanoTime();
      for (var lane : lanes.values()) {
        if (lane.isReady(now)) {
          send(lane);
        }
      }
    }
    return any;
  }

  private void takeIn(Return returned) {
    var lane = returned.lane();
    var failure = returned.failure();
    if (failure == null) {
      long before = lane.decided();
      lane.succeed();
      undecided -= Math.toIntExact(lane.decided() - before);
      trouble.isOver();
    } else {
      trouble.note(failure);
      lane.failUntil(System.nanoTime() + pauseNanos);
    }
  }

  private void send(Lane lane) {
    var batch = lane.depart();
    var shard = Thread.currentThread();
    try {
      sink.take(lane.account, batch)
          .whenComplete(
              (_, failure) -> {
                returns.add(new Return(lane, failure));
                LockSupport.unpark(shard);
              });
    } catch (RuntimeException e) {
      returns.add(new Return(lane, e));
    }
  }

  /// Waits while there are too many.
  ///
  /// @param goesOn whether to wait any longer
  void makeRoom(BooleanSupplier goesOn) {
    while (isFull() && goesOn.getAsBoolean()) {
      if (!run()) {
        LockSupport.parkNanos(this, WAIT_NANOS);
      }
    }
  }

  boolean isFull() {
    return undecided >= max;
  }

  /// Which are undecided now.
  Mark mark() {
    var until = new ArrayList<Mark.Until>();
    for (var lane : lanes.values()) {
      if (!lane.isIdle()) {
        until.add(new Mark.Until(lane, lane.added()));
      }
    }
    return new Mark(until);
  }

  int undecided() {
    return undecided;
  }
}
