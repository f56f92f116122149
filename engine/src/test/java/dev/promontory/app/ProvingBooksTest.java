package dev.promontory.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.promontory.audit.Checkpoint;
import dev.promontory.audit.Checkpoints;
import dev.promontory.audit.Reconciliation;
import dev.promontory.audit.Reconciliations;
import dev.promontory.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// When the books are sealed and reconciled.
class ProvingBooksTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant FIRST = START.plus(ReconcileBooks.AFTER_START);

  private final Books books = new Books();
  private final SealBooks seal = new SealBooks(books, START, _ -> {});
  private final ReconcileBooks reconcile = new ReconcileBooks(books, START, _ -> {});

  @Test
  void l6_the_books_are_sealed_at_the_start_and_every_hour() {
    seal.doDue(START);
    seal.doDue(START.plus(SealBooks.EVERY).minusMillis(1));
    seal.doDue(START.plus(SealBooks.EVERY));

    assertThat(books.done).containsExactly(START, START.plus(SealBooks.EVERY));
    assertThat(seal.nextDueAt()).contains(START.plus(SealBooks.EVERY.multipliedBy(2)));
  }

  @Test
  void sealing_that_failed_is_tried_again_a_minute_later() {
    books.isAway = true;
    assertThatThrownBy(() -> seal.doDue(START)).isInstanceOf(StoreUnavailable.class);

    assertThat(seal.nextDueAt()).contains(START.plus(SealBooks.RETRY));

    books.isAway = false;
    seal.doDue(START.plus(SealBooks.RETRY));
    assertThat(books.done).containsExactly(START.plus(SealBooks.RETRY));
  }

  @Test
  void the_books_are_reconciled_after_the_start_and_every_day() {
    reconcile.doDue(START);
    reconcile.doDue(FIRST);
    reconcile.doDue(FIRST.plus(ReconcileBooks.EVERY));

    assertThat(books.done).containsExactly(FIRST, FIRST.plus(ReconcileBooks.EVERY));
  }

  @Test
  void a_reconciliation_that_failed_is_tried_again_a_minute_later() {
    books.isAway = true;
    assertThatThrownBy(() -> reconcile.doDue(FIRST)).isInstanceOf(StoreUnavailable.class);

    assertThat(reconcile.nextDueAt()).contains(FIRST.plus(ReconcileBooks.RETRY));

    books.isAway = false;
    reconcile.doDue(FIRST.plus(ReconcileBooks.RETRY));
    assertThat(books.done).containsExactly(FIRST.plus(ReconcileBooks.RETRY));
  }

  /// Books that may be away.
  private static final class Books implements Checkpoints, Reconciliations {
    private final List<Instant> done = new ArrayList<>();
    private boolean isAway;

    private void prove(Instant now) {
      if (isAway) {
        throw new StoreUnavailable("away", false, new IllegalStateException("away"));
      }
      done.add(now);
    }

    @Override
    public Sealed seal(Instant now) {
      prove(now);
      return new Sealed(Optional.empty(), 0);
    }

    @Override
    public Optional<Checkpoint> newest() {
      return Optional.empty();
    }

    @Override
    public List<Checkpoint> page(long before, int limit) {
      return List.of();
    }

    @Override
    public Reconciliation reconcile(Instant now) {
      prove(now);
      return new Reconciliation(now, Duration.ZERO, 0, 0);
    }

    @Override
    public Optional<Reconciliation> last() {
      return Optional.empty();
    }

    @Override
    public List<Reconciliation.OfWallet> wallets(int account) {
      return List.of();
    }
  }
}
