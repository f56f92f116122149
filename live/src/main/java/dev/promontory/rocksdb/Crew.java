package dev.promontory.rocksdb;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// The shards and their threads, as the dispatcher sees them: gives work to them, and fails when
/// one of them has failed.
final class Crew {
  private static final long FULL_NANOS = 200_000;
  private static final long LOOK_MILLIS = 5;

  private final List<Shard> shards;
  private final List<Thread> threads = new ArrayList<>();
  private final BooleanSupplier isOpen;
  private volatile @Nullable Throwable failure;

  /// The host is being closed.
  static final class Closed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Closed() {
      super("live campaigns are closed", null, false, false);
    }
  }

  Crew(List<Shard> shards, BooleanSupplier isOpen) {
    this.shards = List.copyOf(shards);
    this.isOpen = isOpen;
  }

  void start() {
    for (int i = 0; i < shards.size(); i++) {
      var shard = shards.get(i);
      threads.add(
          Thread.ofPlatform().name("live shard " + (i + 1)).daemon().start(() -> work(shard)));
    }
  }

  private void work(Shard shard) {
    try {
      shard.run();
    } catch (Throwable e) {
      failure = e;
    }
  }

  /// Ends the threads and waits for that.
  void end(Inbox.End how) {
    shards.forEach(shard -> shard.inbox().end(how));
    threads.forEach(Threads::join);
  }

  List<Shard> shards() {
    return shards;
  }

  /// To which shard a user belongs: a fixed matter, as states stay where they are.
  int shardOf(long user) {
    long mixed = user * 0x9E3779B97F4A7C15L;
    mixed ^= mixed >>> 29;
    return Math.floorMod(mixed, shards.size());
  }

  /// @throws Closed if the host is being closed
  /// @throws IllegalStateException if a shard has failed
  void check() {
    if (!isOpen.getAsBoolean()) {
      throw new Closed();
    }
    var e = failure;
    if (e != null) {
      throw new IllegalStateException("a shard has failed", e);
    }
  }

  /// Gives work to a shard as soon as there is room.
  void give(Shard shard, Work work) {
    while (!shard.inbox().offer(work)) {
      check();
      LockSupport.parkNanos(this, FULL_NANOS);
    }
  }

  /// Gives the same work to all shards.
  void give(Work work) {
    shards.forEach(shard -> give(shard, work));
  }

  /// Asks all shards to tell when they reach a milestone.
  CompletableFuture<Void> milestone(long millis, Work.Depth depth) {
    var reached = new CompletableFuture<?>[shards.size()];
    for (int i = 0; i < reached.length; i++) {
      var mine = new CompletableFuture<Void>();
      reached[i] = mine;
      give(shards.get(i), new Work.Milestone(millis, depth, mine));
    }
    return CompletableFuture.allOf(reached);
  }

  /// Waits for a milestone.
  ///
  /// @return false if there was no need to wait any more
  boolean await(CompletableFuture<Void> reached, BooleanSupplier isNeeded) {
    while (isNeeded.getAsBoolean()) {
      check();
      try {
        reached.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        return true;
      } catch (TimeoutException _) {
        // Looks whether anything has failed and waits on.
      } catch (InterruptedException _) {
        throw new Closed();
      } catch (ExecutionException e) {
        throw new IllegalStateException("a shard has failed", e);
      }
    }
    return false;
  }

  /// The sum of a figure over all shards.
  long sum(ToLongFunction<ShardView> figure) {
    return shards.stream().mapToLong(shard -> figure.applyAsLong(shard.view())).sum();
  }

  /// The least of a figure over all shards.
  long min(ToLongFunction<ShardView> figure) {
    return shards.stream().mapToLong(shard -> figure.applyAsLong(shard.view())).min().orElse(0);
  }
}
