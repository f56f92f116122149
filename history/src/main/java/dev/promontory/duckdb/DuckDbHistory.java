package dev.promontory.duckdb;

import dev.promontory.account.Account;
import dev.promontory.duckdb.rule.RuleEvaluation;
import dev.promontory.duckdb.rule.SeedSql;
import dev.promontory.duckdb.table.AccountTables;
import dev.promontory.duckdb.table.Schema;
import dev.promontory.history.History;
import dev.promontory.history.PastEvent;
import dev.promontory.live.tally.Leaf;
import dev.promontory.live.tally.Slot;
import dev.promontory.log.EventLog;
import dev.promontory.log.LogBlock;
import dev.promontory.log.LogRecord;
import dev.promontory.record.Name;
import dev.promontory.record.Profile;
import dev.promontory.rule.Rule;
import dev.promontory.rule.UserSet;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// History in one DuckDB file. Every method may be called by any thread, but [#append] and [#close]
/// by one thread at a time.
///
/// Failures are [HistoryException]s.
public final class DuckDbHistory implements History {
  /// How many records may have to be replayed after a crash, as long as queries leave room for a
  /// checkpoint.
  static final int CHECKPOINT_RECORDS = 500_000;

  /// How many records may have to be replayed at most: queries have to wait for a checkpoint then.
  static final int MAX_RECORDS_WITHOUT_CHECKPOINT = 4 * CHECKPOINT_RECORDS;

  private final Database database;
  private final Snapshots snapshots = new Snapshots();
  private final Writer writer;
  private final Readers readers;
  private volatile long durablePosition;
  private volatile boolean broken;
  private boolean closed;

  private DuckDbHistory(Database database) throws SQLException {
    this.database = database;
    this.writer = new Writer(database.connect(), snapshots);
    this.readers = new Readers(database, snapshots);
    this.durablePosition = snapshots.position();
  }

  /// Opens the history of a log, or creates it. A file that was fed from another log, or from what
  /// was in this one before a backup was restored, is deleted and begins anew (H1).
  ///
  /// @param notice is told, in a sentence, why before a file is deleted
  /// @throws HistoryException if there is a file that cannot be used; the message says what to do
  public static DuckDbHistory open(
      HistorySettings settings, EventLog log, Consumer<String> notice) {
    return open(settings, Origin.of(log), notice);
  }

  /// Opens the file, or creates it, whatever it was fed from: to be fed by hand.
  ///
  /// @throws HistoryException if there is a file that cannot be used; the message says what to do
  public static DuckDbHistory open(HistorySettings settings) {
    return open(settings, Origin.any(), _ -> {});
  }

  private static DuckDbHistory open(
      HistorySettings settings, Origin origin, Consumer<String> notice) {
    var database = Database.open(settings, origin, notice);
    try {
      return new DuckDbHistory(database);
    } catch (SQLException e) {
      database.close();
      throw new HistoryException("cannot read " + settings.file(), e);
    }
  }

  @Override
  public long position() {
    return snapshots.position();
  }

  @Override
  public long durablePosition() {
    return durablePosition;
  }

  @Override
  public boolean isBroken() {
    return broken;
  }

  @Override
  public void append(List<LogBlock> blocks) {
    var fresh = fresh(blocks);
    try {
      int written = 0;
      while (written < fresh.size()) {
        written += writer.write(fresh.subList(written, fresh.size()));
        checkpointIfDue();
      }
    } catch (SQLException e) {
      broken |= FatalError.isCauseOf(e);
      throw new HistoryException(
          "records behind position " + position() + " are not in history: " + e.getMessage(), e);
    }
  }

  /// The records behind the present position.
  private List<LogRecord> fresh(List<LogBlock> blocks) {
    var fresh = new ArrayList<LogRecord>();
    long next = position() + 1;
    for (var block : blocks) {
      for (var record : block.records()) {
        if (record.position() > next) {
          throw new IllegalArgumentException(
              "position %d is to come, not %d".formatted(next, record.position()));
        }
        if (record.position() == next) {
          fresh.add(record);
          next++;
        }
      }
    }
    return fresh;
  }

  private void checkpointIfDue() throws SQLException {
    long waiting = position() - durablePosition;
    if (waiting >= CHECKPOINT_RECORDS && writer.checkpoint()) {
      durablePosition = position();
    } else if (waiting >= MAX_RECORDS_WITHOUT_CHECKPOINT) {
      checkpointAlone();
    }
  }

  private void checkpointAlone() throws SQLException {
    try {
      if (readers.pause(writer::checkpoint)) {
        durablePosition = position();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Loads what is not Java, which opening a history needs. Can be called before, by any thread, so
  /// that opening does not wait for it.
  ///
  /// @throws HistoryException if it does not fit this machine
  public static void loadNativeCode() {
    try (var connection = DriverManager.getConnection("jdbc:duckdb:")) {
      connection.isValid(0);
    } catch (SQLException e) {
      throw new HistoryException("DuckDB cannot be loaded", e);
    }
  }

  @Override
  public boolean awaitPosition(long position, Duration timeout) {
    try {
      return snapshots.await(position, timeout.toNanos());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public long count(Account account, Rule rule, Instant now) {
    return ask(
        (session, schema) ->
            new RuleEvaluation(session, tables(schema, account), now, account.zone()).count(rule));
  }

  @Override
  public UserSet members(Account account, Rule rule, Instant now) {
    return ask(
        (session, schema) ->
            new RuleEvaluation(session, tables(schema, account), now, account.zone())
                .members(rule));
  }

  @Override
  public Profile profile(Account account, long user) {
    return ask(
        (session, schema) -> new UserQueries(session, tables(schema, account)).profile(user));
  }

  @Override
  public Map<Long, Profile> profiles(Account account, List<Long> users) {
    if (users.size() > MAX_PROFILES) {
      throw new IllegalArgumentException("at most " + MAX_PROFILES + " users: " + users.size());
    }
    return ask(
        (session, schema) -> new UserQueries(session, tables(schema, account)).profiles(users));
  }

  @Override
  public List<PastEvent> events(
      Account account, long user, PastEvent.@Nullable Key before, int limit) {
    if (limit < 1 || limit > MAX_EVENTS) {
      throw new IllegalArgumentException("a page has 1 to " + MAX_EVENTS + " events: " + limit);
    }
    return ask(
        (session, schema) ->
            new UserQueries(session, tables(schema, account)).events(user, before, limit));
  }

  @Override
  public OptionalLong findByProfileText(Account account, Name property, String text) {
    return ask(
        (session, schema) ->
            new UserQueries(session, tables(schema, account)).findByText(property, text));
  }

  /// What users did of a leaf's question up to its `since`, by user.
  ///
  /// @param present when the record there was received
  Map<Long, List<Slot>> seeds(int account, Leaf leaf, Instant present, Collection<Long> users) {
    return ask(
        (session, schema) ->
            new SeedSql(session, tables(schema, account), leaf, present).of(users));
  }

  private <T> T ask(Readers.Query<T> query) {
    try {
      return readers.ask(query);
    } catch (HistoryException e) {
      broken |= FatalError.isCauseOf(e);
      throw e;
    }
  }

  private static AccountTables tables(Schema schema, Account account) {
    return tables(schema, account.number());
  }

  private static AccountTables tables(Schema schema, int account) {
    var tables = schema.of(account);
    return tables == null ? AccountTables.NONE : tables;
  }

  /// Makes everything durable and closes the file. Queries under way fail. Closing again does
  /// nothing.
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    readers.close();
    try (database;
        writer) {
      writer.checkpoint();
    } catch (SQLException e) {
      throw new HistoryException("cannot close history", e);
    }
  }
}
