package dev.promontory.rocksdb;

import dev.promontory.live.host.Qualifications;
import dev.promontory.live.host.UserQualified;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The qualifications of one account on their way from a shard, one batch at a time. Owned by the
/// thread of the shard.
final class Lane {
  final int account;
  private final Deque<UserQualified> waiting = new ArrayDeque<>();

  /// The batch that is under way, or is to be tried again; empty if there is none.
  private List<UserQualified> batch = List.of();

  private boolean isUnderWay;
  private long notBeforeNanos;
  private long added;
  private long decided;

  Lane(int account) {
    this.account = account;
  }

  void add(UserQualified qualified) {
    waiting.add(qualified);
    added++;
  }

  long added() {
    return added;
  }

  long decided() {
    return decided;
  }

  boolean isIdle() {
    return added == decided;
  }

  /// Whether a batch can go now.
  boolean isReady(long nanos) {
    return !isIdle() && !isUnderWay && (batch.isEmpty() || nanos - notBeforeNanos >= 0);
  }

  /// The batch that goes now: the one that failed, or the next.
  List<UserQualified> depart() {
    if (batch.isEmpty()) {
      var next = new ArrayList<UserQualified>(Math.min(waiting.size(), Qualifications.MAX_BATCH));
      while (!waiting.isEmpty() && next.size() < Qualifications.MAX_BATCH) {
        next.add(waiting.remove());
      }
      batch = List.copyOf(next);
    }
    isUnderWay = true;
    return batch;
  }

  void succeed() {
    decided += batch.size();
    batch = List.of();
    isUnderWay = false;
  }

  void failUntil(long nanos) {
    notBeforeNanos = nanos;
    isUnderWay = false;
  }
}
