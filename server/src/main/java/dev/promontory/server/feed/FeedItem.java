package dev.promontory.server.feed;

import dev.promontory.grant.Grant;
import dev.promontory.log.LogRecord;
import dev.promontory.log.RecordWeight;

/// Something that a subscriber is told.
sealed interface FeedItem {

  /// The position in the log behind which a subscriber goes on who was told this last.
  long position();

  /// Something about a user, which counts against the room of a subscription.
  sealed interface OfUser extends FeedItem {
    /// Number of the user.
    long user();

    /// About how many bytes of heap it takes.
    long weight();
  }

  /// A record was taken in.
  record Logged(LogRecord record) implements OfUser {
    @Override
    public long position() {
      return record.position();
    }

    @Override
    public long user() {
      return record.user();
    }

    @Override
    public long weight() {
      return RecordWeight.of(record.body());
    }
  }

  /// A campaign has decided about a user.
  ///
  /// @param kind what of it is told: that the user qualified, or what came of it
  /// @param position of the last record that was offered before
  record OfCampaign(FeedKind kind, Grant grant, long position) implements OfUser {
    private static final long WEIGHT = 300;

    @Override
    public long user() {
      return grant.key().user();
    }

    @Override
    public long weight() {
      return WEIGHT;
    }
  }

  /// The subscriber was too slow.
  ///
  /// @param count how many items that passed its filter it was not told, 1 or more
  /// @param position of the last record among them or before them
  record Dropped(long count, long position) implements FeedItem {}

  /// Records were not looked at, for they are too many to catch up with.
  ///
  /// @param from position of the first one of them
  /// @param position of the last one
  record Gap(long from, long position) implements FeedItem {}
}
