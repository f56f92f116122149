package dev.promontory.duckdb.rule;

import dev.promontory.duckdb.table.AccountTables;
import dev.promontory.record.Name;
import dev.promontory.rule.Behavior;
import dev.promontory.rule.Measure;
import dev.promontory.rule.Rule;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// Behaviour as selects of users from event tables.
///
/// @param now the instant that windows are counted from
record DidSql(AccountTables tables, Instant now, ZoneId zone) {

  /// The users that a behaviour holds for.
  ///
  /// @param users selects users in a column `u`, each any number of times; null for nobody
  /// @param doubtful selects further users, by a decision that the database cannot make; or null
  /// @param complement whether all users but these are meant
  /// @param isDistinct whether `users` gives each user at most once
  record Matching(
      @Nullable Sql users, @Nullable ExactSum doubtful, boolean complement, boolean isDistinct) {}

  Matching didNot(Behavior behavior) {
    var events = events(behavior);
    return new Matching(events == null ? null : events.users(), null, true, false);
  }

  Matching did(Rule.Did did) {
    boolean zeroPasses =
        did.includeZero() && Ranges.of(did.measure().comparison(), 0).contains(BigInteger.ZERO);
    var events = events(did.behavior());
    // If zero passes, those with events whose measure fails are left out instead.
    return events == null
        ? new Matching(null, null, zeroPasses, true)
        : users(did.measure(), zeroPasses, events);
  }

  /// The matching events, or null if there can be none.
  private @Nullable EventsSql events(Behavior behavior) {
    var window = behavior.window().at(now, zone);
    return EventsSql.of(tables, behavior.event(), behavior.where(), window, zone);
  }

  /// Those with events whose measure passes, or, if `failing`, all but those whose does not.
  private Matching users(Measure measure, boolean failing, EventsSql events) {
    return switch (measure) {
      case Measure.Count count -> {
        var counts = Ranges.of(count.comparison(), 0);
        var chosen = (failing ? counts.complement() : counts).from(1);
        yield new Matching(counted(chosen, events), null, failing, !chosen.equals(Ranges.POSITIVE));
      }
      case Measure.Sum sum -> summed(sum, sum.property(), failing, events);
      case Measure.Average average -> summed(average, average.property(), failing, events);
    };
  }

  private static @Nullable Sql counted(Ranges counts, EventsSql events) {
    if (counts.isEmpty()) {
      return null;
    }
    return counts.equals(Ranges.POSITIVE)
        ? events.users()
        : events.users().add(" GROUP BY e.u HAVING ").add(counts.contains("count(*)"));
  }

  private Matching summed(Measure measure, Name property, boolean failing, EventsSql events) {
    var numbers = events.numbers(property);
    return new SumSql(numbers, measure, failing).matching(events.from());
  }
}
