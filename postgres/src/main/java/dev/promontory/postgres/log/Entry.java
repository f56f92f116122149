package dev.promontory.postgres.log;

import dev.promontory.log.NewRecord;

/// A record of an append while its transaction is made up. Owned by the appender.
final class Entry {
  private final NewRecord record;
  private long user;
  private boolean repeat;

  Entry(NewRecord record) {
    this.record = record;
  }

  NewRecord record() {
    return record;
  }

  /// The number of the user, once it is known.
  long user() {
    return user;
  }

  void belongsTo(long number) {
    user = number;
  }

  /// Whether the record is dropped, because it is in the log already.
  boolean isRepeat() {
    return repeat;
  }

  void drop() {
    repeat = true;
  }
}
