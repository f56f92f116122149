package dev.promontory.server.feed;

import dev.promontory.log.LogRecord;
import dev.promontory.outbox.PointsEventRecord;
import dev.promontory.record.Name;
import dev.promontory.record.RecordBody;
import java.util.Locale;
import java.util.Set;

/// What a record of the feed is about: the type of its server-sent event.
enum FeedKind {
  /// A user did something.
  EVENT,
  /// Properties of a user changed.
  PROFILE,
  /// A user's points changed: they were credited, promised, activated, debited, or expired.
  REWARD;

  private static final Set<Name> REWARDS = Set.copyOf(PointsEventRecord.names());

  /// The kind of a record.
  static FeedKind of(LogRecord record) {
    return switch (record.body()) {
      case RecordBody.Event event -> REWARDS.contains(event.name()) ? REWARD : EVENT;
      case RecordBody.ProfileUpdate _ -> PROFILE;
    };
  }

  /// The name on the wire.
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
