package dev.promontory.duckdb;

import dev.promontory.duckdb.table.Catalogue;
import dev.promontory.duckdb.table.Schema;
import dev.promontory.log.LogRecord;
import dev.promontory.record.RecordBody;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duckdb.DuckDBConnection;

/// Writes batches of records, each in one transaction together with its position (H1). Used by one
/// thread.
final class Writer implements AutoCloseable {
  private final DuckDBConnection connection;
  private final Snapshots snapshots;
  private Catalogue catalogue;

  /// Whether the catalogue holds what a failed batch left behind, and must be loaded anew.
  private boolean stale;

  Writer(DuckDBConnection connection, Snapshots snapshots) throws SQLException {
    this.connection = connection;
    this.snapshots = snapshots;
    connection.setAutoCommit(false);
    this.catalogue = Catalogue.load(connection);
    snapshots.publish(connection, catalogue.schema(), State.position(connection));
  }

  /// Writes records that follow on one another and the present position: as many as one transaction
  /// may hold, and one at least.
  ///
  /// @return how many
  int write(List<LogRecord> records) throws SQLException {
    if (stale) {
      connection.rollback();
      catalogue = Catalogue.load(connection);
    }
    stale = true;
    try {
      var batch = batch(records);
      var last = records.get(batch.records() - 1);
      catalogue.save(connection);
      State.move(connection, last);
      snapshots.publish(connection, catalogue.schema(), last.position());
      stale = false;
      return batch.records();
    } finally {
      if (stale) {
        connection.rollback();
      }
    }
  }

  /// Takes records and what they make of their users into the catalogue.
  private Batch batch(List<LogRecord> records) throws SQLException {
    var profiles = new StoredProfiles(connection, snapshots.schema());
    var candidates = records.subList(0, Math.min(records.size(), Batch.MAX_RECORDS));
    var batch = new Batch(catalogue, weights(profiles, candidates));
    int taken = 0;
    while (taken < candidates.size() && batch.add(candidates.get(taken))) {
      taken++;
    }
    for (var change : batch.changes().entrySet()) {
      int account = change.getKey();
      batch.addUsers(account, profiles.takeOut(account, change.getValue().known()));
    }
    return batch;
  }

  /// How heavy the profiles are that records would change.
  private Batch.ProfileWeights weights(StoredProfiles profiles, List<LogRecord> records)
      throws SQLException {
    Map<Integer, Set<Long>> changed = new HashMap<>();
    for (var record : records) {
      if (record.body() instanceof RecordBody.ProfileUpdate
          && catalogue.isKnown(record.account(), record.user())) {
        changed.computeIfAbsent(record.account(), _ -> new HashSet<>()).add(record.user());
      }
    }
    Map<Integer, Map<Long, Long>> weights = new HashMap<>();
    for (var users : changed.entrySet()) {
      weights.put(users.getKey(), profiles.weights(users.getKey(), users.getValue()));
    }
    return (account, user) -> weights.getOrDefault(account, Map.of()).getOrDefault(user, 0L);
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
