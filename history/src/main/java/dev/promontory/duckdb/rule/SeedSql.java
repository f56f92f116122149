package dev.promontory.duckdb.rule;

import dev.promontory.duckdb.table.AccountTables;
import dev.promontory.live.tally.Leaf;
import dev.promontory.live.tally.Slot;
import dev.promontory.record.Name;
import dev.promontory.rule.Window;
import dev.promontory.time.Interval;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What users did of a live leaf's question before it was counted, in as few rows as the leaf can
/// tell apart. For one thread, within one transaction.
///
/// What no window will hold from the present on is left out: windows never go back.
///
/// @param present when the record at the leaf's `since` was received; what is dated ahead of it is
///   given by the second
public record SeedSql(Asking asking, AccountTables tables, Leaf leaf, Instant present) {

  /// The rows of users, by their number.
  public Map<Long, List<Slot>> of(Collection<Long> users) throws SQLException {
    var events = events(users);
    return events == null ? Map.of() : read(events);
  }

  private @Nullable EventsSql events(Collection<Long> users) {
    var source = leaf.question().events();
    var events = EventsSql.of(tables, source.event(), source.where(), reach(), source.zone());
    return events == null
        ? null
        : events
            .and(Sql.of("e.u IN (SELECT unnest(").bindList("BIGINT", users).add("))"))
            .and(Sql.of("e.pos <= ").bind(leaf.since()));
  }

  /// All seconds that the window may ever hold from the present on.
  private Interval reach() {
    var window = leaf.question().window();
    var now = window.at(present, leaf.question().events().zone());
    return switch (window) {
      case Window.Ever _, Window.Between _, Window.Before _ -> now;
      case Window.Last _, Window.ExactlyAgo _, Window.After _, Window.In _ ->
          new Interval(now.from(), Long.MAX_VALUE);
    };
  }

  private Map<Long, List<Slot>> read(EventsSql events) throws SQLException {
    var summed = leaf.question().summed();
    var numbers = summed == null ? null : numbers(summed, events);
    var select = Sql.of("SELECT e.u, max(e.ts), count(*)");
    if (numbers != null) {
      select.add(", " + numbers.selection());
    }
    select.add(events.from()).add(" GROUP BY e.u").add(places());
    return asking.read(
        select,
        rows -> {
          Map<Long, List<Slot>> found = new LinkedHashMap<>();
          while (rows.next()) {
            var sum = numbers == null ? BigDecimal.ZERO : numbers.read(rows, 4);
            found
                .computeIfAbsent(rows.getLong(1), _ -> new ArrayList<>())
                .add(new Slot(rows.getLong(2), rows.getLong(3), sum));
          }
          return found;
        });
  }

  private static @Nullable Numbers numbers(Name summed, EventsSql events) {
    var numbers = events.numbers(summed);
    return numbers.isEmpty() ? null : numbers;
  }

  /// What else rows are grouped by, after a comma; empty if by nothing.
  private Sql places() {
    return switch (leaf.resolution()) {
      case WHOLE ->
          leaf.question().window() instanceof Window.After
              ? Sql.of(", CASE WHEN e.ts > ").bind(present.getEpochSecond()).add(" THEN e.ts END")
              : new Sql();
      case DAY ->
          Sql.of(", ")
              .add(
                  DaysSql.of(
                      reach().from(), present.getEpochSecond(), leaf.question().events().zone()));
      case SECOND -> Sql.of(", e.ts");
    };
  }
}
