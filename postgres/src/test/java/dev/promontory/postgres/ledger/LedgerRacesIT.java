package dev.promontory.postgres.ledger;

import static dev.promontory.testkit.Rewards.NOW;
import static dev.promontory.testkit.Rewards.fresh;
import static dev.promontory.testkit.Rewards.points;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.promontory.account.Account;
import dev.promontory.app.ActivateAndExpireLots;
import dev.promontory.app.PostEntries;
import dev.promontory.app.PostToLedger;
import dev.promontory.app.PostToLedger.Answer;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.LedgerCommand;
import dev.promontory.ledger.LedgerCommand.Credit;
import dev.promontory.ledger.LedgerCommand.Debit;
import dev.promontory.ledger.LedgerCommand.Head;
import dev.promontory.ledger.LedgerOutcome;
import dev.promontory.ledger.LedgerOutcome.Posted;
import dev.promontory.ledger.LedgerOutcome.Refused;
import dev.promontory.ledger.LedgerRefusal;
import dev.promontory.ledger.Note;
import dev.promontory.ledger.Source;
import dev.promontory.ledger.Validity;
import dev.promontory.points.Points;
import dev.promontory.postgres.PostgresAccounts;
import dev.promontory.postgres.PostgresTransactions;
import dev.promontory.postgres.TestDatabase;
import dev.promontory.store.Idempotency;
import dev.promontory.store.Transactions;
import dev.promontory.testkit.Rewards;
import dev.promontory.time.Span;
import dev.promontory.wallet.WalletExpiry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/// Many at once on one balance or one idempotency key.
class LedgerRacesIT {
  private static final int THREADS = 64;
  private static final DataSource SOURCE = TestDatabase.migrated("ledger_races");
  private static final Jdbi JDBI = Jdbi.create(SOURCE);
  private static final Transactions TRANSACTIONS = new PostgresTransactions(SOURCE);
  private static final Account ACCOUNT = new PostgresAccounts(SOURCE).create("shop", "UTC", "h");

  private final Rewards rewards = new Rewards(TRANSACTIONS, ACCOUNT);

  @Test
  void l2_64_threads_that_debit_one_balance_take_what_is_there_and_no_more() throws Exception {
    var key = new BalanceKey(rewards.wallet(new WalletExpiry.Never(), 3).id(), fresh());
    for (int i = 0; i < 10; i++) {
      post(credit(key, "100.1"));
    }

    var outcomes =
        Race.run(
            THREADS,
            _ -> {
              var own = new ArrayList<LedgerOutcome>();
              for (int i = 0; i < 10; i++) {
                own.add(post(debit(key, "3.003")));
              }
              return own;
            });

    var all = outcomes.stream().flatMap(List::stream).toList();
    // 1001 / 3.003 = 333.33…
    assertThat(all.stream().filter(Posted.class::isInstance)).hasSize(333);
    assertThat(all.stream().filter(Refused.class::isInstance))
        .containsOnly(new Refused(LedgerRefusal.INSUFFICIENT_POINTS));
    assertThat(find(key)).isEqualTo(points("1.001"));
    assertThat(LedgerAudit.discrepancies(JDBI)).isZero();
  }

  @Test
  void batches_that_open_many_balances_in_common_all_land() throws Exception {
    long wallet = rewards.wallet().id();
    int users = 2_000;

    Race.run(
        8,
        thread -> {
          var random = new SplittableRandom(thread);
          for (int batch = 0; batch < 20; batch++) {
            var commands =
                random
                    .ints(200, 1, users)
                    .mapToObj(user -> credit(new BalanceKey(wallet, user), "1"))
                    .toList();
            TRANSACTIONS.inTransaction(tx -> new PostEntries().post(tx, commands, NOW));
          }
          return thread;
        });

    assertThat(
            LedgerAudit.count(JDBI, "SELECT sum(active) FROM balance WHERE wallet_id = " + wallet))
        .isEqualTo(8 * 20 * 200 * 1000L);
    assertThat(LedgerAudit.discrepancies(JDBI)).isZero();
  }

  @Test
  void l2_the_first_credits_of_a_user_come_together_and_all_count() throws Exception {
    long wallet = rewards.wallet().id();
    for (int round = 0; round < 10; round++) {
      var key = new BalanceKey(wallet, fresh());

      var outcomes = Race.run(16, _ -> post(credit(key, "5")));

      assertThat(outcomes).allMatch(Posted.class::isInstance);
      assertThat(find(key)).isEqualTo(points("80"));
    }
    assertThat(LedgerAudit.discrepancies(JDBI)).isZero();
  }

  @Test
  void l3_credits_debits_and_the_clock_together_keep_the_books() throws Exception {
    long wallet = rewards.wallet(new WalletExpiry.After(new Span(1, Span.Unit.MINUTE)), 0).id();
    var lots = new ActivateAndExpireLots(TRANSACTIONS);

    Race.run(
        16,
        thread -> {
          for (int i = 0; i < 40; i++) {
            var now = NOW.plus(Duration.ofSeconds(i * 7L));
            var key = new BalanceKey(wallet, 1 + (i + thread) % 5);
            if (thread % 4 == 3) {
              lots.doDue(now);
            } else {
              var command = thread % 4 == 0 ? debit(key, "3") : credit(key, "5");
              TRANSACTIONS.inTransaction(tx -> new PostEntries().post(tx, List.of(command), now));
            }
          }
          return thread;
        });

    assertThat(LedgerAudit.discrepancies(JDBI)).isZero();
  }

  @Test
  void s6_64_threads_with_one_idempotency_key_post_once() throws Exception {
    var key = new BalanceKey(rewards.wallet().id(), fresh());
    var same = Idempotency.Request.of(new Idempotency.Key(1, "race", "key"), "body");
    var other = new Idempotency.Request(same.key(), "another hash");

    // Two fronts, as of two processes.
    try (var one = new PostToLedger(TRANSACTIONS);
        var two = new PostToLedger(TRANSACTIONS)) {
      var answers =
          Race.run(
              THREADS,
              thread -> {
                var front = thread % 2 == 0 ? one : two;
                return front.post(new PostToLedger.Request(credit(key, "5"), same, NOW));
              });
      var conflict = one.post(new PostToLedger.Request(credit(key, "5"), other, NOW));

      assertThat(answers.stream().distinct()).hasSize(1);
      assertThat(answers.getFirst()).isInstanceOf(Answer.Decided.class);
      assertThat(conflict).isEqualTo(new Answer.KeyConflict());
    }
    assertThat(find(key)).isEqualTo(points("5"));
  }

  @Test
  void s6_of_two_users_with_one_idempotency_key_one_is_paid() throws Exception {
    long wallet = rewards.wallet().id();
    // Two fronts, as of two processes.
    try (var one = new PostToLedger(TRANSACTIONS);
        var two = new PostToLedger(TRANSACTIONS)) {
      for (int round = 0; round < 20; round++) {
        var key = new Idempotency.Key(1, "two users", "round " + round);
        var users = List.of(new BalanceKey(wallet, fresh()), new BalanceKey(wallet, fresh()));

        var answers =
            Race.run(
                8,
                thread -> {
                  var front = thread % 2 == 0 ? one : two;
                  var user = users.get(thread % 2);
                  var own = Idempotency.Request.of(key, "for " + user);
                  return front.post(new PostToLedger.Request(credit(user, "5"), own, NOW));
                });

        assertThat(answers.stream().filter(Answer.Decided.class::isInstance)).hasSize(4);
        assertThat(answers.stream().filter(Answer.KeyConflict.class::isInstance)).hasSize(4);
        assertThat(users.stream().map(LedgerRacesIT::find))
            .containsExactlyInAnyOrder(points("5"), points("0"));
      }
    }
  }

  @Test
  void s6_keyed_and_other_requests_share_transactions() throws Exception {
    long wallet = rewards.wallet().id();
    try (var front = new PostToLedger(TRANSACTIONS)) {
      var answers =
          Race.run(
              THREADS,
              thread -> {
                var key = new BalanceKey(wallet, 1 + thread % 4);
                var idempotency =
                    Idempotency.Request.of(
                        new Idempotency.Key(1, "shared", "key " + thread % 4), "body");
                return front.post(
                    new PostToLedger.Request(
                        credit(key, "5"), thread < 32 ? idempotency : null, NOW));
              });

      assertThat(answers).allMatch(Answer.Decided.class::isInstance);
    }
    // For each user one of eight that share a key, and eight without.
    for (long user = 1; user <= 4; user++) {
      assertThat(find(new BalanceKey(wallet, user))).isEqualTo(points("45"));
    }
  }

  @Test
  void a_balance_that_many_open_at_the_same_time_gets_what_each_of_them_gave() throws Exception {
    long wallet = rewards.wallet().id();
    int users = 50;

    Race.run(
        16,
        thread -> {
          for (int user = 1; user <= users; user++) {
            post(credit(new BalanceKey(wallet, user), "1"));
          }
          return thread;
        });

    for (int user = 1; user <= users; user++) {
      assertThat(find(new BalanceKey(wallet, user))).isEqualTo(points("16"));
    }
    assertThat(LedgerAudit.discrepancies(JDBI)).isZero();
  }

  @Test
  void what_another_process_spent_is_not_spent_again() {
    var key = new BalanceKey(rewards.wallet().id(), fresh());
    var other = new PostgresTransactions(SOURCE);
    post(credit(key, "10"));
    post(debit(key, "1"));

    other.inTransaction(tx -> new PostEntries().post(tx, List.of(debit(key, "6")), NOW));
    post(debit(key, "2"));

    assertThat(post(debit(key, "2"))).isEqualTo(new Refused(LedgerRefusal.INSUFFICIENT_POINTS));
    assertThat(find(key)).isEqualTo(points("1"));
    assertThat(LedgerAudit.discrepancies(JDBI)).isZero();
  }

  @Test
  void what_a_transaction_spent_that_was_undone_is_still_there() {
    var key = new BalanceKey(rewards.wallet().id(), fresh());
    post(credit(key, "10"));
    post(debit(key, "1"));

    assertThatThrownBy(
            () ->
                TRANSACTIONS.inTransaction(
                    tx -> {
                      new PostEntries().post(tx, List.of(debit(key, "9")), NOW);
                      throw new IllegalStateException("undone");
                    }))
        .hasMessage("undone");
    post(debit(key, "8"));

    assertThat(find(key)).isEqualTo(points("1"));
    assertThat(LedgerAudit.discrepancies(JDBI)).isZero();
  }

  private static Points find(BalanceKey key) {
    return TRANSACTIONS.inTransaction(tx -> tx.ledger().find(key).balance().active());
  }

  private static LedgerOutcome post(LedgerCommand command) {
    return TRANSACTIONS
        .inTransaction(tx -> new PostEntries().post(tx, List.of(command), NOW))
        .getFirst();
  }

  private static LedgerCommand credit(BalanceKey key, String points) {
    var head = new Head(0, ACCOUNT, key, Source.API, Note.NONE);
    return new Credit(head, points(points), Validity.OF_WALLET);
  }

  private static LedgerCommand debit(BalanceKey key, String points) {
    return new Debit(new Head(0, ACCOUNT, key, Source.API, Note.NONE), points(points));
  }
}
