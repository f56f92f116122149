package dev.promontory.server.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Sends batches over several lanes at once. The records of one user share a lane and keep their
/// order. Filled by one thread.
final class Lanes implements AutoCloseable {

  /// The most records of a batch.
  static final int BATCH_RECORDS = 1_000;

  /// A batch that has reached this size is sent.
  static final int BATCH_BYTES = 4 << 20;

  /// A batch is sent, full or not, when the reading is this many lines ahead of its first: it
  /// bounds what the [Journal] must remember.
  static final int MAX_LINES_AHEAD = 20 * BATCH_RECORDS;

  private static final int BATCHES_PER_LANE = 2;

  private final List<Lane> lanes;
  private final Semaphore room;
  private final Consumer<List<RecordLine>> send;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private long checkedAt;

  /// A lane: the batch that is being filled, and the thread that sends those before it.
  private static final class Lane {
    private final ExecutorService thread =
        Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
    private List<RecordLine> batch = new ArrayList<>();
    private long bytes;
  }

  /// @param send sends a batch and returns when it is answered; called by one thread per lane
  Lanes(int count, Consumer<List<RecordLine>> send) {
    this.send = send;
    lanes = Stream.generate(Lane::new).limit(count).toList();
    room = new Semaphore(count * BATCHES_PER_LANE);
  }

  /// Puts a record into the lane of its user; blocks while there is no room.
  ///
  /// @throws RuntimeException or an error: what ended a lane, as it was thrown there
  void add(RecordLine record) {
    var lane = lanes.get(Math.floorMod((record.user() * 0x9e3779b9) >>> 8, lanes.size()));
    lane.batch.add(record);
    lane.bytes += record.line().bytes().length;
    if (lane.batch.size() == BATCH_RECORDS || lane.bytes >= BATCH_BYTES) {
      dispatch(lane);
    }
    long number = record.line().number();
    if (number - checkedAt >= BATCH_RECORDS) {
      checkedAt = number;
      dispatchOlderThan(number - MAX_LINES_AHEAD);
    }
  }

  private void dispatchOlderThan(long number) {
    for (var lane : lanes) {
      if (!lane.batch.isEmpty() && lane.batch.getFirst().line().number() < number) {
        dispatch(lane);
      }
    }
  }

  private void dispatch(Lane lane) {
    room.acquireUninterruptibly();
    throwFailure();
    var batch = lane.batch;
    lane.batch = new ArrayList<>();
    lane.bytes = 0;
    lane.thread.execute(() -> run(batch));
  }

  /// After a failure, of whatever kind, nothing more is sent: what follows in the lane must not
  /// overtake what failed.
  private void run(List<RecordLine> batch) {
    try {
      if (failure.get() == null) {
        send.accept(batch);
      }
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
    } finally {
      room.release();
    }
  }

  /// Sends what is left and waits until everything is answered.
  ///
  /// @throws RuntimeException or an error: what ended a lane, as it was thrown there
  void finish() {
    dispatchOlderThan(Long.MAX_VALUE);
    close();
    throwFailure();
  }

  private void throwFailure() {
    var thrown = failure.get();
    switch (thrown) {
      case null -> {
        // All went well so far.
      }
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException("a lane failed", thrown);
    }
  }

  /// Waits for the calls under way; what is not yet sent is not sent any more.
  @Override
  public void close() {
    lanes.forEach(lane -> lane.thread.close());
  }
}
