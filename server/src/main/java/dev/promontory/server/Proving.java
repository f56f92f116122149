package dev.promontory.server;

import dev.promontory.app.ReconcileBooks;
import dev.promontory.app.SealBooks;
import dev.promontory.postgres.proof.PostgresCheckpoints;
import dev.promontory.postgres.proof.PostgresReconciliations;
import dev.promontory.server.books.BooksApi;
import dev.promontory.server.books.BooksReports;
import dev.promontory.server.http.Resource;
import dev.promontory.server.work.Rounds;
import dev.promontory.server.work.Timekeeper;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// Wires what proves the books: checkpoints and reconciliations. They read everything, so they have
/// a thread and connections of their own and hold up nobody.
record Proving(Resource resource, BooksReports reports, Rounds rounds) {
  /// One for the thread, the others for callers.
  private static final int CONNECTIONS = 3;

  /// Starts the thread.
  static Proving start(Stores stores, InstantSource clock, Closing closing) {
    var source = closing.add(stores.database().patient(CONNECTIONS));
    var checkpoints = new PostgresCheckpoints(source);
    var reconciliations = new PostgresReconciliations(source, System::nanoTime);
    var reports = new BooksReports(checkpoints, reconciliations);
    var started = clock.instant();
    var seal = new SealBooks(checkpoints, started, reports::sealed);
    var reconcile = new ReconcileBooks(reconciliations, started, reports::reconciled);
    var keeper = new Timekeeper(clock, List.of(seal, reconcile));
    var rounds = closing.add(new Rounds("books", keeper::doDue));
    var resource = new BooksApi(checkpoints, reconciliations, seal, reconcile, clock);
    return new Proving(resource, reports, rounds);
  }

  void bind(MeterRegistry meters) {
    reports.bind(meters);
  }

  /// Why it does no more work, a sentence; nothing while it does.
  Stream<String> obstacles() {
    return rounds.obstacle().stream();
  }
}
