package dev.promontory.duckdb.table;

import dev.promontory.record.Name;
import java.util.LinkedHashSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The tables of one account at one position. Immutable.
///
/// @param users one row per user with at least one record, their profile in its columns
/// @param events a table per event name
public record AccountTables(Table users, Map<Name, Events> events, Paths paths) {

  /// The tables of an account without a record; its users table is an empty query.
  public static final AccountTables NONE =
      new AccountTables(
          new Table("(SELECT CAST(0 AS BIGINT) AS u WHERE FALSE)", new LinkedHashSet<>()),
          Map.of(),
          new Paths());

  /// The table of the events of one name.
  ///
  /// @param name as first written in the account
  public record Events(Name name, Table table) {}

  public AccountTables {
    events = Map.copyOf(events);
  }

  /// The table of an event name, or null if no such event ever happened.
  public @Nullable Table eventTable(Name name) {
    var found = events.get(name);
    return found == null ? null : found.table();
  }
}
