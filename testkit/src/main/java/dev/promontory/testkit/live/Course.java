package dev.promontory.testkit.live;

import dev.promontory.live.LiveCampaign;
import dev.promontory.log.LogRecord;
import java.time.Instant;
import java.util.List;

/// A campaign and when it was paused.
///
/// @param gaps the pauses; a campaign that was stopped has one without an end
public record Course(LiveCampaign campaign, List<Gap> gaps) {
  private static final int LATE_SECONDS = 2 * 60 * 60;
  private static final int EARLY_SECONDS = 2 * 60;

  public Course {
    gaps = List.copyOf(gaps);
  }

  /// A pause.
  ///
  /// @param after position of the last record before it
  /// @param from when it began
  /// @param last position of the last record in it
  /// @param until when it ended
  public record Gap(long after, Instant from, long last, Instant until) {

    /// A pause that does not end.
    public static Gap open(long after, Instant from) {
      return new Gap(after, from, Long.MAX_VALUE, Instant.MAX);
    }

    /// The same, ended.
    public Gap closed(long position, Instant at) {
      return new Gap(after, from, position, at);
    }
  }

  /// Whether a record is seen: neither before it was published nor in a pause.
  boolean sees(LogRecord record) {
    return record.position() > campaign.life().sincePosition()
        && gaps.stream()
            .noneMatch(gap -> record.position() > gap.after() && record.position() <= gap.last());
  }

  /// Whether a record may trigger something.
  boolean triggers(LogRecord record) {
    long late = receipt(record).getEpochSecond() - record.epochSecond();
    return late <= LATE_SECONDS
        && late >= -EARLY_SECONDS
        && sees(record)
        && isLive(receipt(record));
  }

  /// Whether it has begun and not ended.
  boolean isLive(Instant at) {
    var end = campaign.life().end();
    return !at.isBefore(campaign.life().start()) && (end == null || at.isBefore(end));
  }

  /// Whether a deadline that is due at an instant is lost in a pause.
  boolean loses(Instant due) {
    return gaps.stream().anyMatch(gap -> due.isAfter(gap.from()) && !due.isAfter(gap.until()));
  }

  static Instant receipt(LogRecord record) {
    return Instant.ofEpochMilli(record.receivedAtMillis());
  }
}
