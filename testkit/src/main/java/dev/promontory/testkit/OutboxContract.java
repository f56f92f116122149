package dev.promontory.testkit;

import static dev.promontory.testkit.Rewards.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.account.Account;
import dev.promontory.account.Accounts;
import dev.promontory.app.RelayOutbox;
import dev.promontory.app.RelayOutbox.Relayed;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.Note;
import dev.promontory.ledger.Source;
import dev.promontory.log.AppendBatch;
import dev.promontory.log.AppendResult;
import dev.promontory.log.EventLog;
import dev.promontory.log.Horizon;
import dev.promontory.log.LogCursor;
import dev.promontory.log.NewRecord;
import dev.promontory.outbox.Outbox;
import dev.promontory.outbox.OutboxBatch;
import dev.promontory.outbox.PointsEvent;
import dev.promontory.points.Points;
import dev.promontory.store.Transactions;
import dev.promontory.user.KnownUser;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every outbox must do, and its relay with it.
public abstract class OutboxContract {
  private FakeLog log;
  private RelayOutbox relay;

  /// The stores under test; nobody else uses their outbox.
  protected abstract Transactions transactions();

  /// The accounts beside them.
  protected abstract Accounts accounts();

  /// One of the accounts.
  protected abstract Account account();

  @BeforeEach
  void start() {
    log = new FakeLog();
    relay = new RelayOutbox(transactions(), accounts(), log);
    for (var batches = take(100); !batches.isEmpty(); batches = take(100)) {
      long last = batches.getLast().number();
      delete(last);
      log.lastSequence = last;
    }
  }

  @Test
  void e6_events_reach_the_log_once_and_in_order() {
    append(1, 10);
    append(11, 20);

    assertThat(relay.relay(NOW)).isEqualTo(Relayed.FEW);
    append(21, 25);
    assertThat(relay.relay(NOW)).isEqualTo(Relayed.FEW);

    assertThat(log.users()).containsExactlyElementsOf(users(1, 25));
    assertThat(relay.relay(NOW)).isEqualTo(Relayed.NOTHING);
    assertThat(isEmpty()).isTrue();
  }

  @Test
  void e6_a_relay_that_dies_between_append_and_delete_repeats_the_same_batch() {
    append(1, 10);
    // What the dead relay did: it numbered and appended, and never came to delete.
    var taken = take(RelayOutbox.MAX_BATCHES).getFirst();
    append(11, 20);
    log.lastSequence = taken.number();

    relayAll();

    assertThat(log.users()).containsExactlyElementsOf(users(11, 20));
    assertThat(log.duplicates).isEqualTo(10);
  }

  @Test
  void a_numbered_batch_never_changes() {
    append(1, 10);
    var first = take(8);
    append(11, 20);

    assertThat(take(8)).isEqualTo(first);
  }

  @Test
  void numbers_follow_one_another_even_after_the_outbox_ran_empty() {
    append(1, 1);
    var first = take(8).getLast().number();
    delete(first);
    append(2, 2);

    assertThat(take(8).getFirst().number()).isEqualTo(first + 1);
  }

  @Test
  void large_appends_are_split_and_small_ones_packed() {
    append(1, Outbox.MAX_BATCH + 1);
    append(10_001, 10_010);

    var batches = take(8);

    assertThat(batches)
        .extracting(batch -> batch.events().size())
        .containsExactly(Outbox.MAX_BATCH, 11);
  }

  @Test
  void no_more_batches_are_taken_than_asked_for_and_none_is_left_behind() {
    for (int i = 0; i < 5; i++) {
      append(i * 10_000L + 1, i * 10_000L + Outbox.MAX_BATCH);
    }

    var two = take(2);
    relayAll();

    assertThat(two).hasSize(2);
    assertThat(log.users()).hasSize(5 * Outbox.MAX_BATCH).doesNotHaveDuplicates();
  }

  @Test
  void a_transaction_that_commits_late_is_relayed_late_and_not_lost() throws Exception {
    var written = new CountDownLatch(1);
    var mayCommit = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var late =
          threads.submit(
              () ->
                  transactions()
                      .inTransaction(
                          tx -> {
                            tx.outbox().append(events(1, 5));
                            written.countDown();
                            await(mayCommit);
                            return true;
                          }));
      await(written);
      append(6, 10);
      relayAll();
      mayCommit.countDown();
      late.get();
      relayAll();
    }

    assertThat(log.users()).containsExactly(6L, 7L, 8L, 9L, 10L, 1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void what_waits_is_counted_until_it_is_relayed() {
    append(1, 10);
    append(11, 15);

    assertThat(waiting()).isEqualTo(15);
    relayAll();
    assertThat(waiting()).isZero();
  }

  private long waiting() {
    return transactions().inTransaction(tx -> tx.outbox().waiting());
  }

  @Test
  void a_log_that_takes_nothing_holds_everything_up() {
    append(1, 10);
    log.full = true;

    assertThat(relay.relay(NOW)).isEqualTo(Relayed.HELD_UP);
    assertThat(isEmpty()).isFalse();
    log.full = false;
    relayAll();

    assertThat(log.users()).containsExactlyElementsOf(users(1, 10));
  }

  private void relayAll() {
    while (relay.relay(NOW) != Relayed.NOTHING) {
      // Until nothing is left.
    }
  }

  private void append(long first, long last) {
    transactions()
        .inTransaction(
            tx -> {
              tx.outbox().append(events(first, last));
              return true;
            });
  }

  private List<OutboxBatch> take(int limit) {
    return transactions().inTransaction(tx -> tx.outbox().take(limit));
  }

  private void delete(long number) {
    transactions()
        .inTransaction(
            tx -> {
              tx.outbox().delete(number);
              return true;
            });
  }

  private List<PointsEvent> events(long first, long last) {
    return LongStream.rangeClosed(first, last)
        .mapToObj(
            user ->
                new PointsEvent(
                    PointsEvent.Kind.CREDITED,
                    account().number(),
                    new BalanceKey(1000, user),
                    user,
                    Source.API,
                    Points.of(1),
                    NOW,
                    null,
                    null,
                    Note.NONE))
        .toList();
  }

  private static List<Long> users(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the test never went on");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Takes batches of producers as every log must: each number once.
  private static final class FakeLog implements EventLog {
    private final List<NewRecord> records = new ArrayList<>();
    private long lastSequence;
    private int duplicates;
    private boolean full;

    List<Long> users() {
      return records.stream().map(record -> ((KnownUser) record.subject()).number()).toList();
    }

    @Override
    public UUID id() {
      return new UUID(0, 1);
    }

    @Override
    public AppendResult append(AppendBatch batch) {
      if (full) {
        return new AppendResult.Overloaded(1);
      }
      long sequence = Objects.requireNonNull(batch.producer()).sequence();
      if (sequence <= lastSequence) {
        duplicates += batch.records().size();
        return new AppendResult.Appended(records.size(), batch.records().size());
      }
      lastSequence = sequence;
      records.addAll(batch.records());
      return new AppendResult.Appended(records.size(), 0);
    }

    @Override
    public long lastPosition() {
      return records.size();
    }

    @Override
    public Horizon horizon(long nowMillis) {
      return new Horizon(records.size(), nowMillis);
    }

    @Override
    public LogCursor openCursor(long afterPosition) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }

  private boolean isEmpty() {
    return transactions().inTransaction(tx -> tx.outbox().isEmpty());
  }
}
