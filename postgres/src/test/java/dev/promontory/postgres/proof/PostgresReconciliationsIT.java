package dev.promontory.postgres.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.app.ReconcileBooks;
import dev.promontory.audit.Reconciliation;
import dev.promontory.audit.Reconciliation.OfWallet;
import dev.promontory.audit.Reconciliations;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.postgres.TestDatabase;
import dev.promontory.testkit.Rewards;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresReconciliationsIT {
  private static final Instant T = Rewards.NOW;

  private DataSource source;
  private BooksUnderTest books;
  private PostgresReconciliations reconciliations;
  private long nanos;

  @BeforeEach
  void open() {
    source = TestDatabase.migrated("reconciliations");
    books = new BooksUnderTest(source);
    reconciliations = new PostgresReconciliations(source, () -> nanos += 1_500_000);
  }

  @Test
  void l2_active_and_held_are_what_was_issued_less_what_went() {
    var wallet = books.wallet();
    var empty = books.wallet();
    books.writeKnown(new BalanceKey(wallet.id(), 1));

    var result = reconciliations.reconcile(T);

    assertThat(result).isEqualTo(new Reconciliation(T, Duration.ofMillis(1), 1, 0));
    assertThat(reconciliations.last()).contains(result);
    var known =
        new OfWallet(wallet.id(), wallet.name(), 1, 150_000, 35_000, 0, 0, 3_000, 112_000, 0, 0);
    var untouched = new OfWallet(empty.id(), empty.name(), 0, 0, 0, 0, 0, 0, 0, 0, 0);
    assertThat(reconciliations.wallets(1)).containsExactly(known, untouched);
    assertThat(known.difference()).isZero();
    assertThat(reconciliations.wallets(2)).isEmpty();
  }

  @Test
  void l2_random_work_adds_up_and_what_was_tampered_with_does_not() {
    var wallet = books.wallet();
    books.writeRandomly(wallet, 40, new SplittableRandom(4));
    assertThat(reconciliations.reconcile(T).discrepancies()).isZero();

    Jdbi.create(source)
        .useHandle(
            handle ->
                handle.execute(
                    """
                    UPDATE lot
                       SET remaining = remaining - 1
                     WHERE id = (SELECT min(id) FROM lot WHERE open AND bucket = 1)
                    """));
    var result = reconciliations.reconcile(T.plusSeconds(1));

    // A balance, a lot and the wallet.
    assertThat(result.discrepancies()).isEqualTo(3);
    assertThat(reconciliations.wallets(1).getFirst().difference()).isEqualTo(-1);
    assertThat(reconciliations.wallets(1).getFirst().discrepancies()).isEqualTo(2);
  }

  @Test
  void the_newest_results_are_kept() {
    for (int i = 0; i < Reconciliations.MAX_KEPT + 3; i++) {
      reconciliations.reconcile(T.plusSeconds(i));
    }

    long kept =
        Jdbi.create(source)
            .withHandle(
                handle ->
                    handle
                        .createQuery("SELECT count(*) FROM reconciliation")
                        .mapTo(Long.class)
                        .one());
    assertThat(kept).isEqualTo(Reconciliations.MAX_KEPT);
    assertThat(reconciliations.last().orElseThrow().at())
        .isEqualTo(T.plusSeconds(Reconciliations.MAX_KEPT + 2));
  }

  @Test
  void the_books_are_reconciled_soon_after_the_start_and_every_day() {
    List<Reconciliation> published = new ArrayList<>();
    var reconcile = new ReconcileBooks(reconciliations, T, published::add);
    var first = T.plus(ReconcileBooks.AFTER_START);

    assertThat(reconcile.nextDueAt()).contains(first);
    reconcile.doDue(first.minusMillis(1));
    assertThat(published).isEmpty();
    reconcile.doDue(first);
    reconcile.doDue(first.plusSeconds(1));
    assertThat(published).hasSize(1);
    assertThat(reconcile.nextDueAt()).contains(first.plus(ReconcileBooks.EVERY));
  }

  @Test
  void one_reconciles_at_a_time() {
    var tried = new ArrayList<Optional<Reconciliation>>();
    var held = new ReconcileBooks[1];
    held[0] =
        new ReconcileBooks(
            reconciliations,
            T,
            _ -> {
              var other = new Thread(() -> tried.add(held[0].reconcile(T)));
              other.start();
              join(other);
            });

    assertThat(held[0].reconcile(T)).isPresent();
    assertThat(tried).containsExactly(Optional.empty());
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
