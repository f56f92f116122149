package dev.promontory.duckdb.table;

import dev.promontory.record.Name;
import java.util.LinkedHashSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The tables of one account at one position. Immutable.
///
/// @param users one row per user with at least one record, their profile in its columns
/// @param population how many users there are, and which numbers they have
/// @param events a table per event name
public record AccountTables(
    Table users, Population population, Map<Name, Events> events, Paths paths) {

  /// The tables of an account without a record; its users table is an empty query.
  public static final AccountTables NONE =
      new AccountTables(
          new Table("(SELECT CAST(0 AS BIGINT) AS u WHERE FALSE)", new LinkedHashSet<>()),
          Population.NONE,
          Map.of(),
          new Paths());

  /// The table of the events of one name.
  ///
  /// @param name as first written in the account
  public record Events(Name name, Table table) {}

  /// The users of an account.
  ///
  /// @param lowest the lowest number, if there are any
  /// @param highest the highest number, if there are any
  public record Population(long count, long lowest, long highest) {
    static final Population NONE = new Population(0, 0, 0);
  }

  public AccountTables {
    events = Map.copyOf(events);
  }

  /// The table of an event name, or null if no such event ever happened.
  public @Nullable Table eventTable(Name name) {
    var found = events.get(name);
    return found == null ? null : found.table();
  }

  AccountTables with(Population newPopulation) {
    return new AccountTables(users, newPopulation, events, paths);
  }
}
