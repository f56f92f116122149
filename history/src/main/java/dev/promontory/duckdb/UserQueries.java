package dev.promontory.duckdb;

import dev.promontory.duckdb.rule.Sql;
import dev.promontory.duckdb.table.AccountTables;
import dev.promontory.duckdb.table.Column;
import dev.promontory.duckdb.table.Kind;
import dev.promontory.duckdb.table.RowReader;
import dev.promontory.history.PastEvent;
import dev.promontory.record.Name;
import dev.promontory.record.Profile;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Asks about single users of one account.
record UserQueries(Session session, AccountTables tables) {
  private static final Comparator<PastEvent.Key> NEWEST_FIRST =
      Comparator.comparingLong(PastEvent.Key::epochSecond)
          .thenComparingLong(PastEvent.Key::position)
          .reversed();

  Profile profile(long user) throws SQLException {
    var reader = new RowReader(tables.users(), tables.paths());
    var sql =
        Sql.of("SELECT u" + reader.selection() + " FROM " + tables.users().sqlName())
            .add(" WHERE u = ")
            .bind(user);
    return session.read(
        sql, rows -> rows.next() ? new Profile(reader.read(rows, 2)) : Profile.EMPTY);
  }

  Map<Long, Profile> profiles(List<Long> users) throws SQLException {
    var reader = new RowReader(tables.users(), tables.paths());
    var sql =
        Sql.of("SELECT u" + reader.selection() + " FROM " + tables.users().sqlName())
            .add(" WHERE u IN (SELECT unnest(")
            .bindList("BIGINT", users)
            .add("))");
    return session.read(
        sql,
        rows -> {
          Map<Long, Profile> found = new HashMap<>();
          while (rows.next()) {
            var properties = reader.read(rows, 2);
            if (!properties.list().isEmpty()) {
              found.put(rows.getLong(1), new Profile(properties));
            }
          }
          return found;
        });
  }

  OptionalLong findByText(Name property, String text) throws SQLException {
    var places = places(tables.paths().find(property), text);
    if (places.isEmpty()) {
      return OptionalLong.empty();
    }
    var sql =
        Sql.of("SELECT min(u) FROM " + tables.users().sqlName())
            .add(" WHERE ")
            .join(" OR ", places);
    return session.read(sql, UserQueries::optional);
  }

  /// The conditions that a text stands under a path: alone, as the only one of several, or without
  /// a column of its own.
  private List<Sql> places(int path, String text) {
    var places = new ArrayList<Sql>();
    var single = new Column(path, Kind.TEXT);
    if (tables.users().has(single)) {
      places.add(Sql.of(single.sqlName() + " = ").bind(text));
    }
    var several = new Column(path, Kind.TEXTS);
    if (tables.users().has(several)) {
      places.add(Sql.of(several.sqlName() + " = ").bindList("VARCHAR", List.of(text)));
    }
    var others = new Column(0, Kind.OTHER_TEXTS);
    if (tables.users().has(others)) {
      places.add(Sql.of(others.sqlName() + "[" + path + "] = ").bindList("VARCHAR", List.of(text)));
    }
    return places;
  }

  private static OptionalLong optional(ResultSet rows) throws SQLException {
    rows.next();
    long user = rows.getLong(1);
    return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(user);
  }

  List<PastEvent> events(long user, PastEvent.@Nullable Key before, int limit) throws SQLException {
    var events = List.copyOf(tables.events().values());
    Map<Integer, List<Long>> page = new LinkedHashMap<>();
    if (!events.isEmpty()) {
      session.read(
          keys(events, user, before, limit),
          rows -> {
            while (rows.next()) {
              page.computeIfAbsent(rows.getInt(1), _ -> new ArrayList<>()).add(rows.getLong(3));
            }
            return page;
          });
    }
    var found = new ArrayList<PastEvent>();
    for (var part : page.entrySet()) {
      found.addAll(events(events.get(part.getKey()), user, part.getValue()));
    }
    found.sort(Comparator.comparing(PastEvent::key, NEWEST_FIRST));
    return found;
  }

  /// The number of the table in the list, time and position of the events of a page.
  private static Sql keys(
      List<AccountTables.Events> events, long user, PastEvent.@Nullable Key before, int limit) {
    var sql = Sql.of("SELECT number, ts, pos FROM (");
    for (int number = 0; number < events.size(); number++) {
      sql.add(number == 0 ? "" : " UNION ALL ")
          .add("SELECT " + number + " AS number, ts, pos FROM ")
          .add(events.get(number).table().sqlName())
          .add(" WHERE u = ")
          .bind(user);
      if (before != null) {
        sql.add(" AND (ts < ").bind(before.epochSecond());
        sql.add(" OR (ts = ").bind(before.epochSecond());
        sql.add(" AND pos < ").bind(before.position()).add("))");
      }
    }
    return sql.add(") ORDER BY ts DESC, pos DESC LIMIT ").bind((long) limit);
  }

  private List<PastEvent> events(AccountTables.Events events, long user, List<Long> positions)
      throws SQLException {
    var reader = new RowReader(events.table(), tables.paths());
    var sql =
        Sql.of("SELECT ts, pos" + reader.selection() + " FROM " + events.table().sqlName())
            .add(" WHERE u = ")
            .bind(user)
            .add(" AND pos IN (")
            .bindEach(positions)
            .add(")");
    return session.read(
        sql,
        rows -> {
          var found = new ArrayList<PastEvent>();
          while (rows.next()) {
            var key = new PastEvent.Key(rows.getLong(1), rows.getLong(2));
            found.add(new PastEvent(key, events.name(), reader.read(rows, 3)));
          }
          return found;
        });
  }
}
