package dev.promontory.server.feed;

import dev.promontory.log.LogRecord;

/// Something that a subscriber is told.
sealed interface FeedItem {

  /// The position in the log behind which a subscriber goes on who was told this last.
  long position();

  /// A record was taken in.
  record Logged(LogRecord record) implements FeedItem {
    @Override
    public long position() {
      return record.position();
    }
  }

  /// The subscriber was too slow.
  ///
  /// @param count how many records that passed its filter it was not told, 1 or more
  /// @param position of the last one of them
  record Dropped(long count, long position) implements FeedItem {}

  /// Records were not looked at, for they are too many to catch up with.
  ///
  /// @param from position of the first one of them
  /// @param position of the last one
  record Gap(long from, long position) implements FeedItem {}
}
