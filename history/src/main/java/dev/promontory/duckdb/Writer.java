package dev.promontory.duckdb;

import dev.promontory.duckdb.rule.Sql;
import dev.promontory.duckdb.table.Catalogue;
import dev.promontory.duckdb.table.RowReader;
import dev.promontory.duckdb.table.Schema;
import dev.promontory.log.LogRecord;
import dev.promontory.record.Profile;
import dev.promontory.record.RecordBody;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBConnection;

/// Writes batches of records, each in one transaction together with its position (H1). Used by one
/// thread.
final class Writer implements AutoCloseable {
  /// The most users that are looked up or deleted by one statement.
  private static final int MAX_USERS_PER_STATEMENT = 10_000;

  private final DuckDBConnection connection;
  private final Snapshots snapshots;
  private Catalogue catalogue;

  Writer(DuckDBConnection connection, Snapshots snapshots) throws SQLException {
    this.connection = connection;
    this.snapshots = snapshots;
    connection.setAutoCommit(false);
    this.catalogue = Catalogue.load(connection);
    snapshots.publish(connection, catalogue.schema(), Database.position(connection));
  }

  /// Writes records that follow on one another and the present position.
  void write(List<LogRecord> records) throws SQLException {
    boolean committed = false;
    try {
      Map<Integer, UserChanges> changes = new LinkedHashMap<>();
      records.forEach(record -> sort(record, changes));
      for (var change : changes.entrySet()) {
        writeUsers(change.getKey(), change.getValue());
      }
      catalogue.save(connection);
      var position = records.getLast().position();
      execute(Sql.of("UPDATE h.state SET position = ").bind(position));
      snapshots.publish(connection, catalogue.schema(), position);
      committed = true;
    } finally {
      if (!committed) {
        reload();
      }
    }
  }

  /// Forgets what a failed batch left behind.
  private void reload() throws SQLException {
    connection.rollback();
    catalogue = Catalogue.load(connection);
    connection.rollback();
  }

  /// Events go into the catalogue at once; changes of users are collected, since their profiles
  /// must be looked up first.
  private void sort(LogRecord record, Map<Integer, UserChanges> changes) {
    int account = record.account();
    if (catalogue.addIfNew(account, record.user())) {
      changes.computeIfAbsent(account, _ -> new UserChanges()).addNew(record.user());
    }
    switch (record.body()) {
      case RecordBody.Event event ->
          catalogue.addEvent(
              new Catalogue.EventKey(
                  account, record.user(), record.epochSecond(), record.position()),
              event);
      case RecordBody.ProfileUpdate update ->
          changes.computeIfAbsent(account, _ -> new UserChanges()).add(record.user(), update);
    }
  }

  private void writeUsers(int account, UserChanges changes) throws SQLException {
    var before = takeOut(account, changes.known());
    changes
        .updates()
        .forEach(
            (user, updates) -> {
              var profile = before.getOrDefault(user, Profile.EMPTY);
              for (var update : updates) {
                profile = profile.apply(update);
              }
              catalogue.addUser(account, user, profile);
            });
  }

  /// Reads the profiles of users and deletes their rows.
  private Map<Long, Profile> takeOut(int account, List<Long> users) throws SQLException {
    var tables = snapshots.schema().of(account);
    if (tables == null || users.isEmpty()) {
      return Map.of();
    }
    Map<Long, Profile> profiles = new HashMap<>();
    var reader = new RowReader(tables.users(), tables.paths());
    for (int start = 0; start < users.size(); start += MAX_USERS_PER_STATEMENT) {
      var some = users.subList(start, Math.min(users.size(), start + MAX_USERS_PER_STATEMENT));
      var from = Sql.of(" FROM " + tables.users().sqlName()).add(amongUsers(some));
      try (var statement = Sql.of("SELECT u" + reader.selection()).add(from).prepare(connection);
          var rows = statement.executeQuery()) {
        while (rows.next()) {
          profiles.put(rows.getLong(1), new Profile(reader.read(rows, 2)));
        }
      }
      execute(Sql.of("DELETE").add(from));
    }
    return profiles;
  }

  private static Sql amongUsers(Collection<Long> users) {
    return Sql.of(" WHERE u IN (SELECT unnest(").bindList("BIGINT", users).add("))");
  }

  private void execute(Sql sql) throws SQLException {
    try (var statement = sql.prepare(connection)) {
      statement.execute();
    }
  }

  /// Makes everything written so far durable.
  ///
  /// @return false if running queries do not allow it now
  boolean checkpoint() throws SQLException {
    connection.setAutoCommit(true);
    try (var statement = connection.createStatement()) {
      statement.execute("CHECKPOINT " + Schema.DATABASE);
      return true;
    } catch (SQLException e) {
      if (isBusy(e)) {
        return false;
      }
      throw e;
    } finally {
      connection.setAutoCommit(false);
    }
  }

  private static boolean isBusy(SQLException e) {
    return String.valueOf(e.getMessage()).contains("there are other write transactions active");
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
