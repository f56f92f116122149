package dev.promontory.duckdb;

import dev.promontory.duckdb.table.Schema;
import dev.promontory.history.HistoryBusy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/// The connections that ask. Safe for use by many threads; the longest waiting gets the next free
/// connection. Queries run on platform threads of their own, so that a caller can be interrupted
/// and a virtual thread does not hold its carrier.
final class Readers implements AutoCloseable {
  /// The most queries at once.
  static final int MAX_QUERIES = 4;

  /// The longest that a query waits for its turn, and the longest that it then takes.
  static final Duration MAX_QUERY_TIME = Duration.ofSeconds(60);

  private final BlockingQueue<Session> free = new ArrayBlockingQueue<>(MAX_QUERIES, true);
  private final List<Session> all = new ArrayList<>();
  private final ExecutorService threads;
  private final AtomicLong tickets = new AtomicLong();
  private final Duration patience;

  /// A question to be asked within one transaction.
  interface Query<T> {

    /// The answer.
    ///
    /// @param schema the tables as they are in this transaction
    T ask(Session session, Schema schema) throws SQLException;
  }

  Readers(Database database, Snapshots snapshots) {
    this(database, snapshots, MAX_QUERY_TIME);
  }

  /// @param patience instead of [#MAX_QUERY_TIME]
  Readers(Database database, Snapshots snapshots, Duration patience) {
    this.patience = patience;
    threads =
        Executors.newFixedThreadPool(
            MAX_QUERIES, Thread.ofPlatform().daemon().name("history-query-", 1).factory());
    for (int i = 0; i < MAX_QUERIES; i++) {
      all.add(new Session(database.connect(), snapshots));
    }
    free.addAll(all);
  }

  /// Asks at the present position.
  ///
  /// @throws HistoryBusy if its turn does not come within [#MAX_QUERY_TIME], or it takes longer
  /// @throws HistoryException if the query fails or the thread is interrupted (and stays so)
  <T> T ask(Query<T> query) {
    try {
      var session = free.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (session == null) {
        throw new HistoryBusy("no query ended within " + patience + " to make room");
      }
      long ticket = tickets.incrementAndGet();
      var answer = new CompletableFuture<T>();
      threads.execute(() -> answer(query, session, ticket, answer));
      return await(answer, () -> session.cancel(ticket));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HistoryException("interrupted while asking history", e);
    }
  }

  private <T> void answer(
      Query<T> query, Session session, long ticket, CompletableFuture<T> answer) {
    try {
      session.answer(query, ticket, answer);
    } finally {
      free.add(session);
    }
  }

  private <T> T await(Future<T> answer, Runnable cancel) throws InterruptedException {
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      cancel.run();
      throw e;
    } catch (TimeoutException _) {
      cancel.run();
      throw new HistoryBusy("a query took longer than " + patience);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IllegalArgumentException mistake) {
        throw mistake;
      }
      throw new HistoryException("history could not answer: " + e.getMessage(), e);
    }
  }

  /// Something to do while no query runs.
  interface Action {
    boolean run() throws SQLException;
  }

  /// Does something while no query runs; queries that come meanwhile wait.
  boolean pause(Action action) throws InterruptedException, SQLException {
    var taken = new ArrayList<Session>();
    try {
      for (int i = 0; i < MAX_QUERIES; i++) {
        taken.add(free.take());
      }
      return action.run();
    } finally {
      free.addAll(taken);
    }
  }

  @Override
  public void close() {
    threads.shutdown();
    all.forEach(Session::cancel);
    threads.close();
    all.forEach(Session::close);
  }
}
