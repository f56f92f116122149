package dev.promontory.server.feed;

import dev.promontory.grant.GrantOutcome;
import dev.promontory.log.LogRecord;
import dev.promontory.outbox.PointsEventRecord;
import dev.promontory.record.Name;
import dev.promontory.record.RecordBody;
import java.util.Locale;
import java.util.Set;

/// What an item of the feed is about: the type of its server-sent event.
enum FeedKind {
  /// A user did something.
  EVENT,
  /// Properties of a user changed.
  PROFILE,
  /// A user's points changed: they were credited, promised, activated, debited, or expired.
  REWARD,
  /// A user qualified in a campaign; told when it is decided what comes of it.
  QUALIFICATION,
  /// A user was given what the campaign offers, or would have been if it had not come to nothing.
  GRANT,
  /// A user who qualified was given nothing, for a reason.
  REFUSAL;

  private static final Set<Name> REWARDS = Set.copyOf(PointsEventRecord.names());

  /// The kind of a record.
  static FeedKind of(LogRecord record) {
    return switch (record.body()) {
      case RecordBody.Event event -> REWARDS.contains(event.name()) ? REWARD : EVENT;
      case RecordBody.ProfileUpdate _ -> PROFILE;
    };
  }

  /// The kind of what came of a qualification.
  static FeedKind of(GrantOutcome outcome) {
    return switch (outcome) {
      case GrantOutcome.Granted _, GrantOutcome.ZeroAward _ -> GRANT;
      case GrantOutcome.Refused _ -> REFUSAL;
    };
  }

  /// The name on the wire.
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
