package dev.promontory.postgres.log;

import dev.promontory.log.AppendBatch;
import dev.promontory.log.AppendResult;
import dev.promontory.log.EventLog;
import dev.promontory.log.Horizon;
import dev.promontory.log.LogCursor;
import dev.promontory.user.Identity;
import dev.promontory.user.IdentityMemory;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.UUID;
import javax.sql.DataSource;

/// The event log in PostgreSQL: rows of compressed blocks, written by one appender with group
/// commit.
public final class PostgresEventLog implements EventLog, IdentityMemory {
  /// How long closing waits for what is queued, and then for the appender to notice that its
  /// connection has been cut.
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(20);

  private static final Duration ABORT_PATIENCE = Duration.ofSeconds(5);

  private final DataSource source;
  private final LogLimits limits;
  private final UUID id;
  private final AppendQueue queue;
  private final RecentBlocks recent;
  private final UserNumbers users;
  private final Appender appender;
  private final Thread thread;

  private PostgresEventLog(DataSource source, LogLimits limits, LogSession session)
      throws SQLException {
    this.source = source;
    this.limits = limits;
    id = LogIdentity.find(session);
    queue = new AppendQueue(limits.queueRecords(), limits.queueBytes());
    recent = new RecentBlocks(limits.recentRecords(), limits.recentBytes());
    recent.restart(BlockRows.last(session));
    users = new UserNumbers(new IdentityCache(SipHash.secret(session), limits.cachedUsers()));
    users.restart(session);
    appender = new Appender(source, session, queue, recent, users);
    thread = Thread.ofPlatform().name("log-appender").start(appender::run);
  }

  /// Opens the log of a database whose schema is up to date, and becomes its appender.
  ///
  /// @param source where connections come from: one is kept by the appender as long as the log is
  ///   open, cursors take one for each page that they read. A source that fails within seconds when
  ///   the database is away lets callers know as soon
  /// @throws IllegalStateException if the database cannot be reached or another process appends to
  ///   it
  public static PostgresEventLog open(DataSource source, LogLimits limits) {
    try {
      var session = LogSession.open(source, null, limits.takeOver().toMillis());
      try {
        return new PostgresEventLog(source, limits, session);
      } catch (SQLException | RuntimeException e) {
        session.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot open the event log: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while opening the event log", e);
    }
  }

  @Override
  public UUID id() {
    return id;
  }

  @Override
  public AppendResult append(AppendBatch batch) {
    if (batch.records().size() > MAX_APPEND) {
      throw new IllegalArgumentException(
          "at most " + MAX_APPEND + " records at once: " + batch.records().size());
    }
    var append = new PendingAppend(batch);
    var refusal = queue.put(append);
    return refusal != null ? refusal : append.await(limits.patience());
  }

  @Override
  public void forget(int account, Collection<Identity> identities) {
    identities.forEach(identity -> users.forget(account, identity));
  }

  @Override
  public long lastPosition() {
    return recent.last();
  }

  @Override
  public Horizon horizon(long nowMillis) {
    return appender.horizon(nowMillis);
  }

  @Override
  public LogCursor openCursor(long afterPosition) {
    if (afterPosition < 0) {
      throw new IllegalArgumentException("positions begin at 1: " + afterPosition);
    }
    return new PostgresLogCursor(source, recent, afterPosition);
  }

  /// Takes no more appends, writes what is queued, and gives up the place of the appender. Cursors
  /// fail from now on.
  @Override
  public void close() {
    queue.close();
    try {
      if (!thread.join(CLOSE_PATIENCE)) {
        appender.abort();
        thread.join(ABORT_PATIENCE);
      }
    } catch (InterruptedException e) {
      appender.abort();
      Thread.currentThread().interrupt();
    }
    recent.close();
  }
}
