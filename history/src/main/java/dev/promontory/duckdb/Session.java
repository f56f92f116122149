package dev.promontory.duckdb;

import dev.promontory.duckdb.rule.Asking;
import dev.promontory.duckdb.rule.Sql;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// A connection that asks. Used by one thread at a time, except for [#cancel].
final class Session implements Asking, AutoCloseable {
  private static final long NOTHING = 0;

  private final DuckDBConnection connection;
  private final Snapshots snapshots;
  private long ticket = NOTHING;
  private @Nullable Statement running;
  private boolean cancelled;

  /// Whether a transaction may be open. Only for the thread that asks.
  private boolean isUsed;

  Session(DuckDBConnection connection, Snapshots snapshots) {
    this.connection = connection;
    this.snapshots = snapshots;
    try {
      connection.setAutoCommit(false);
    } catch (SQLException e) {
      throw new HistoryException("a new connection cannot be used", e);
    }
  }

  /// Asks within a transaction of its own. Whoever waits for the answer does not wait for the end
  /// of the transaction.
  ///
  /// @param newTicket names the query for [#cancel], above 0
  <T> void answer(Readers.Query<T> query, long newTicket, CompletableFuture<T> answer) {
    try {
      reset();
      var schema = snapshots.holdStill();
      begin(newTicket);
      answer.complete(query.ask(this, schema));
    } catch (Throwable e) {
      answer.completeExceptionally(e);
    } finally {
      snapshots.letGo();
      end();
      tryReset();
    }
  }

  private void reset() throws SQLException {
    if (isUsed) {
      connection.rollback();
      isUsed = false;
    }
  }

  private void tryReset() {
    try {
      reset();
    } catch (SQLException _) {
      // Tried again before the next question, which is told if it fails then, too.
    }
  }

  private synchronized void begin(long newTicket) {
    ticket = newTicket;
    cancelled = false;
    isUsed = true;
  }

  private synchronized void end() {
    ticket = NOTHING;
  }

  @Override
  public <T> T read(Sql sql, Reading<T> reading) throws SQLException {
    try (var statement = sql.prepare(connection)) {
      // Preparing it has looked up its tables, and with that begun the transaction.
      snapshots.letGo();
      start(statement);
      try (var rows = statement.executeQuery()) {
        return reading.read(rows);
      } finally {
        stop();
      }
    }
  }

  /// What is about to be closed cannot be cancelled any more.
  private synchronized void stop() {
    running = null;
  }

  private synchronized void start(Statement statement) throws SQLException {
    if (cancelled) {
      throw new SQLException("cancelled");
    }
    running = statement;
  }

  /// Ends a query with a failure if it is still being asked. May be called by any thread.
  synchronized void cancel(long cancelledTicket) {
    if (ticket == cancelledTicket) {
      cancel();
    }
  }

  /// Ends whatever is being asked with a failure. May be called by any thread.
  synchronized void cancel() {
    cancelled = true;
    try {
      if (running != null) {
        running.cancel();
      }
    } catch (SQLException e) {
      throw new HistoryException("cannot cancel a query", e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new HistoryException("cannot close a connection", e);
    }
  }
}
