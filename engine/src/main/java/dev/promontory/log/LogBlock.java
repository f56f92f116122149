package dev.promontory.log;

import java.util.List;

/// Consecutive records, in order, never empty.
public record LogBlock(List<LogRecord> records) {

  public LogBlock {
    records = List.copyOf(records);
    if (records.isEmpty()) {
      throw new IllegalArgumentException("a block has at least one record");
    }
  }

  public long firstPosition() {
    return records.getFirst().position();
  }

  public long lastPosition() {
    return records.getLast().position();
  }
}
