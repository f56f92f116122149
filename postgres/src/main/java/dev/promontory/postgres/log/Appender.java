package dev.promontory.postgres.log;

import com.github.luben.zstd.ZstdCompressCtx;
import dev.promontory.log.AppendResult.Unavailable;
import dev.promontory.log.Horizon;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/// The one thread that writes to the log: takes what has queued up, writes it in one transaction,
/// hands it to the cursors, answers the callers. While it commits, the next appends queue up: the
/// more there are, the more share a commit.
///
/// When the connection is lost, it connects again and goes on from what it finds on disk.
final class Appender {
  /// The most records of a transaction, and about the most heap that they take. A single append is
  /// never divided.
  private static final int MAX_RECORDS = 20_000;

  private static final long MAX_BYTES = 64L << 20;

  /// Fastest at decoding and encoding; higher levels save 1 % of such data.
  private static final int ZSTD_LEVEL = 1;

  /// How often an append is tried when connections are lost before it is on disk.
  private static final int MAX_TRIES = 2;

  /// How long to wait, each time, until the server side of the lost connection has ended.
  private static final long LOCK_MILLIS = 1_000;

  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long MAX_PAUSE_MILLIS = 1_000;

  private final DataSource source;
  private final AppendQueue queue;
  private final RecentBlocks recent;
  private final UserNumbers users;
  private final ReceiptFloor floor = new ReceiptFloor();
  private final EventIds eventIds = new EventIds();
  private final ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(ZSTD_LEVEL).setChecksum(true);

  private volatile LogSession session;
  private boolean stopped;

  Appender(
      DataSource source,
      LogSession session,
      AppendQueue queue,
      RecentBlocks recent,
      UserNumbers users)
      throws SQLException {
    this.source = source;
    this.session = session;
    this.queue = queue;
    this.recent = recent;
    this.users = users;
    floor.settle(recent.last());
    floor.raise(BlockRows.lastReceiptMillis(session));
  }

  /// Works until the queue is closed and empty.
  void run() {
    try (zstd) {
      var appends = queue.take(MAX_RECORDS, MAX_BYTES);
      while (!appends.isEmpty()) {
        append(appends, 1);
        appends = queue.take(MAX_RECORDS, MAX_BYTES);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      queue.close();
      queue.obstruct(new Unavailable("The log is closed.", false, false));
      session.close();
    }
  }

  /// As [EventLog#horizon].
  Horizon horizon(long nowMillis) {
    return floor.raise(nowMillis);
  }

  /// Cuts the connection, whatever the appender is doing with it.
  void abort() {
    session.abort();
  }

  private void append(List<PendingAppend> appends, int attempt) throws InterruptedException {
    var transaction = new LogTransaction(appends, recent.last());
    if (stopped) {
      transaction.refuse(new Unavailable("The log is closed.", false, false));
      return;
    }
    try {
      transaction.prepare(session, users, eventIds, floor);
      transaction.encode(zstd);
      transaction.write(session, eventIds);
    } catch (SQLException | RuntimeException e) {
      recover(transaction, e, attempt);
      return;
    }
    transaction.publish(users, recent);
    transaction.confirm();
  }

  private void recover(LogTransaction transaction, Exception failure, int attempt)
      throws InterruptedException {
    boolean lost = failure instanceof SQLException sql && Failures.isLost(sql);
    if (lost || !rolledBack()) {
      reconnect(transaction, attempt);
    } else if (failure instanceof SQLException sql && Failures.isPassing(sql)) {
      transaction.refuse(Failures.unavailable(sql));
    } else {
      isolate(transaction.appends(), failure);
    }
  }

  private boolean rolledBack() {
    try {
      session.rollback();
      floor.settle(recent.last());
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  /// One append makes every transaction fail that it is part of: looks for it by halves, so that
  /// the others get to disk.
  private void isolate(List<PendingAppend> appends, Exception failure) throws InterruptedException {
    if (appends.size() == 1) {
      appends.getFirst().fail(failure);
      return;
    }
    int half = appends.size() / 2;
    append(appends.subList(0, half), 1);
    append(appends.subList(half, appends.size()), 1);
  }

  private void reconnect(LogTransaction transaction, int attempt) throws InterruptedException {
    boolean onDisk = connect(transaction);
    var awaited = transaction.appends().stream().filter(PendingAppend::isAwaited).toList();
    if (onDisk) {
      transaction.confirm();
    } else if (stopped || attempt == MAX_TRIES) {
      boolean uncertain = stopped && transaction.isInDoubt();
      transaction.refuse(new Unavailable("The database went away.", false, uncertain));
    } else if (!awaited.isEmpty()) {
      append(awaited, attempt + 1);
    }
  }

  /// Connects again, trying until it works or the log is closed, and finds out what became of the
  /// transaction on the old connection. Callers who need not wait for that are answered at the
  /// first failure.
  ///
  /// @return whether the transaction is on disk
  private boolean connect(LogTransaction transaction) throws InterruptedException {
    for (long pause = FIRST_PAUSE_MILLIS; !stopped; pause = Math.min(2 * pause, MAX_PAUSE_MILLIS)) {
      session.close();
      try {
        session = LogSession.open(source, session, LOCK_MILLIS);
        users.restart(session);
        long last = BlockRows.last(session);
        recent.restart(last);
        floor.settle(last);
        boolean onDisk = transaction.isInDoubt() && transaction.isOnDisk(session);
        queue.clear();
        return onDisk;
      } catch (SQLException e) {
        var reason = Failures.unavailable(e);
        queue.obstruct(reason);
        if (!transaction.isInDoubt()) {
          transaction.refuse(reason);
        }
        stopped = queue.awaitClosed(pause);
      }
    }
    return false;
  }
}
