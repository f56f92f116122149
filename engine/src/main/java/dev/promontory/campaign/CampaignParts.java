package dev.promontory.campaign;

import dev.promontory.campaign.CampaignDocument.Audience;
import dev.promontory.ledger.Validity;
import dev.promontory.points.Points;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The parts of a document that could be read, each for itself: what is wrong with one keeps no
/// other from being checked (C2).
///
/// @param who null if it could not be read
/// @param points what its earning scheme gives, by path: the amounts that could be read
/// @param validity null if it could not be read
public record CampaignParts(
    @Nullable Audience who,
    Map<String, Points> points,
    @Nullable Validity validity,
    Timing timing) {

  /// When it runs.
  ///
  /// @param schedule null if it could not be read whole
  /// @param dates the dates that it names one by one, by path: those that could be read
  /// @param zone null if it could not be read
  public record Timing(
      @Nullable Schedule schedule, Map<String, LocalDateTime> dates, @Nullable ZoneId zone) {
    /// Nothing could be read.
    public static final Timing NONE = new Timing(null, Map.of(), null);

    public Timing {
      dates = Collections.unmodifiableMap(new LinkedHashMap<>(dates));
    }

    /// The schedule of runs as far as it could be read, or null; of a live campaign it tells
    /// nothing that the schedule does not.
    public @Nullable Schedule known() {
      return schedule != null || dates.isEmpty()
          ? schedule
          : new Schedule.OnDates(List.copyOf(dates.values()));
    }
  }

  /// Nothing could be read.
  public static final CampaignParts NONE = new CampaignParts(null, Map.of(), null, Timing.NONE);

  public CampaignParts {
    points = Collections.unmodifiableMap(new LinkedHashMap<>(points));
  }
}
