package dev.promontory.postgres.log;

import dev.promontory.log.LogBlock;
import dev.promontory.log.LogRecord;
import java.util.ArrayList;
import java.util.List;

/// Gives records their positions and receipts and cuts them into blocks. Owned by the appender.
final class BlockCutter {
  /// The most records of a block, and about the most heap that they take.
  private static final int MAX_RECORDS = 10_000;

  private static final long MAX_BYTES = 16L << 20;

  private final List<Cut> cuts = new ArrayList<>();
  private List<LogRecord> open = new ArrayList<>();
  private long openBytes;
  private long position;
  private long receiptMillis;

  /// A block and about how much heap it takes.
  record Cut(LogBlock block, long bytes) {}

  /// @param lastPosition the position of the newest record on disk
  /// @param floorMillis the earliest receipt, epoch milliseconds (E9)
  BlockCutter(long lastPosition, long floorMillis) {
    position = lastPosition;
    receiptMillis = floorMillis;
  }

  /// The position of the last record that was added.
  long position() {
    return position;
  }

  /// The receipt of the last record that was added, epoch milliseconds; the floor if there is none.
  long receiptMillis() {
    return receiptMillis;
  }

  /// Puts a record behind the last one.
  void add(Entry entry, long bytes) {
    if (open.size() == MAX_RECORDS || (openBytes + bytes > MAX_BYTES && !open.isEmpty())) {
      cut();
    }
    var record = entry.record();
    receiptMillis = Math.max(receiptMillis, record.receivedAtMillis());
    open.add(
        new LogRecord(
            ++position,
            record.account(),
            entry.user(),
            record.epochSecond(),
            receiptMillis,
            record.body()));
    openBytes += bytes;
  }

  /// The blocks of everything that was added.
  List<Cut> finish() {
    if (!open.isEmpty()) {
      cut();
    }
    return cuts;
  }

  private void cut() {
    cuts.add(new Cut(new LogBlock(open), openBytes));
    open = new ArrayList<>();
    openBytes = 0;
  }
}
