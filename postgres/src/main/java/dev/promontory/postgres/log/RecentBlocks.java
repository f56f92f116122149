package dev.promontory.postgres.log;

import dev.promontory.log.LogBlock;
import dev.promontory.log.LogRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The newest blocks of the log, in memory, for the cursors near its head, and where these wait for
/// more. Within bounds: what is older must be read from the database. Safe for use by many threads.
final class RecentBlocks {
  /// Smaller blocks are joined for a cursor that finds several at once.
  private static final int JOIN = 1_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();

  /// Without gaps up to `last`, by their last positions.
  private final TreeMap<Long, Held> blocks = new TreeMap<>();

  private final int maxRecords;
  private final long maxBytes;
  private int records;
  private long bytes;
  private long last;
  private boolean closed;

  /// @param bytes about how much heap the records take
  private record Held(LogBlock block, long bytes) {}

  /// Where a cursor finds what comes next.
  sealed interface Next {
    record InMemory(LogBlock block) implements Next {}

    record OnDisk() implements Next {}

    /// Nothing came in time.
    record Nothing() implements Next {}
  }

  RecentBlocks(int maxRecords, long maxBytes) {
    this.maxRecords = maxRecords;
    this.maxBytes = maxBytes;
  }

  /// The position of the newest record on disk.
  long last() {
    lock.lock();
    try {
      return last;
    } finally {
      lock.unlock();
    }
  }

  /// Forgets all blocks: up to this position, the log is on disk.
  void restart(long lastPosition) {
    lock.lock();
    try {
      blocks.clear();
      records = 0;
      bytes = 0;
      last = lastPosition;
      grown.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Adds the block behind the last one, which is on disk now, and wakes the cursors.
  void add(LogBlock block, long blockBytes) {
    lock.lock();
    try {
      if (block.firstPosition() != last + 1) {
        throw new IllegalStateException(
            "block " + block.firstPosition() + " does not follow position " + last);
      }
      blocks.put(block.lastPosition(), new Held(block, blockBytes));
      records += block.records().size();
      bytes += blockBytes;
      last = block.lastPosition();
      while (records > maxRecords || bytes > maxBytes) {
        var oldest = blocks.pollFirstEntry().getValue();
        records -= oldest.block.records().size();
        bytes -= oldest.bytes;
      }
      grown.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until there are records behind a position.
  ///
  /// @throws IllegalStateException if the log is closed
  Next await(long afterPosition, long timeoutNanos) throws InterruptedException {
    lock.lock();
    try {
      long nanos = timeoutNanos;
      while (last <= afterPosition && !closed && nanos > 0) {
        nanos = grown.awaitNanos(nanos);
      }
      if (closed) {
        throw new IllegalStateException("the log is closed");
      }
      return last <= afterPosition ? new Next.Nothing() : find(afterPosition);
    } finally {
      lock.unlock();
    }
  }

  private Next find(long afterPosition) {
    var first = blocks.higherEntry(afterPosition);
    if (first == null || first.getValue().block.firstPosition() > afterPosition + 1) {
      return new Next.OnDisk();
    }
    var block = first.getValue().block;
    if (block.firstPosition() <= afterPosition) {
      block = StoredBlock.behind(block, afterPosition);
    }
    return new Next.InMemory(block.records().size() < JOIN ? join(block) : block);
  }

  private LogBlock join(LogBlock first) {
    var following = blocks.tailMap(first.lastPosition(), false);
    if (following.isEmpty()) {
      return first;
    }
    List<LogRecord> joined = new ArrayList<>(first.records());
    for (Map.Entry<Long, Held> next : following.entrySet()) {
      joined.addAll(next.getValue().block.records());
      if (joined.size() >= JOIN) {
        break;
      }
    }
    return new LogBlock(joined);
  }

  /// Lets waiting cursors fail, now and from now on.
  void close() {
    lock.lock();
    try {
      closed = true;
      blocks.clear();
      grown.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
