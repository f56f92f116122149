package dev.promontory.grant;

import dev.promontory.record.Name;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What made a user qualify, as far as a reward depends on it.
///
/// @param at when the user qualified: it says into which day, week and month the reward falls; for
///   a run, its present
/// @param basis the number of the trigger event that points are counted from; null if the campaign
///   names none, the event has not exactly one there, or there is no trigger event
/// @param carried texts of the trigger event that are written beside the reward, by the property
///   they come from; one that is missing had not exactly one simple value
public record Cause(Instant at, @Nullable BigDecimal basis, Map<Name, String> carried) {

  public Cause {
    carried = Map.copyOf(carried);
  }

  /// Without a trigger event.
  public static Cause at(Instant at) {
    return new Cause(at, null, Map.of());
  }
}
