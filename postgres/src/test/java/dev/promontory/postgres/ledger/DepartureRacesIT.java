package dev.promontory.postgres.ledger;

import static dev.promontory.testkit.Rewards.NOW;
import static dev.promontory.testkit.Rewards.fresh;
import static dev.promontory.testkit.Rewards.points;
import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.app.MergeUsers;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.LedgerCommand.Capture;
import dev.promontory.ledger.LedgerCommand.Credit;
import dev.promontory.ledger.LedgerCommand.Debit;
import dev.promontory.ledger.LedgerCommand.Refund;
import dev.promontory.ledger.LedgerCommand.Reserve;
import dev.promontory.ledger.LedgerOutcome;
import dev.promontory.ledger.LedgerOutcome.Posted;
import dev.promontory.ledger.LedgerOutcome.Refused;
import dev.promontory.ledger.LedgerRefusal;
import dev.promontory.ledger.Note;
import dev.promontory.ledger.Validity;
import dev.promontory.points.Points;
import dev.promontory.wallet.Blocks.Block;
import dev.promontory.wallet.WalletExpiry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Users who are merged, blocked and deleted while points are posted for them, by two processes.
class DepartureRacesIT {
  private static final int THREADS = 64;
  private static final int ROUNDS = 10;
  private static final Tills TILLS = Tills.on("departure_races");

  private final long wallet = TILLS.rewards().wallet(new WalletExpiry.Never(), 3).id();

  @AfterAll
  static void l1_l6_the_proof_finds_nothing() {
    assertThat(TILLS.faults()).isEmpty();
  }

  @Test
  void nothing_is_lost_when_users_who_earn_and_spend_are_merged_in_all_directions()
      throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    var users = users(12);
    var sum = new AtomicLong();

    Race.run(
        THREADS,
        thread -> {
          var random = new SplittableRandom(seed + thread);
          for (int i = 0; i < 12; i++) {
            var user = users.get(random.nextInt(users.size()));
            if (thread % 8 == 0 && i % 4 == 3) {
              merge(thread, user, users.get(random.nextInt(users.size())));
            } else {
              sum.addAndGet(earnAndSpend(thread, new BalanceKey(wallet, user)));
            }
          }
          return thread;
        });
    assertThat(TILLS.discrepancies()).isZero();
    users.forEach(user -> merge(0, user, users.getFirst()));

    long survivor = survivor(users.getFirst());
    assertThat(users).allMatch(user -> survivor(user) == survivor);
    for (long user : users) {
      var balance = TILLS.find(new BalanceKey(wallet, user)).balance();
      long there = balance.active().thousandths() + balance.held().thousandths();
      assertThat(there).as("user " + user).isEqualTo(user == survivor ? sum.get() : 0);
    }
    assertThat(TILLS.discrepancies()).isZero();
  }

  @Test
  void users_who_are_merged_into_one_another_at_the_same_moment_become_one() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      var users = users(8);
      users.forEach(user -> credit(0, new BalanceKey(wallet, user)));

      var merged =
          Race.run(
              THREADS,
              thread ->
                  merge(
                      thread, users.get(thread % 8), users.get((thread + 1 + thread / 8 % 7) % 8)));

      assertThat(merged.stream().filter(MergeUsers.Outcome.MERGED::equals)).hasSize(7);
      long survivor = survivor(users.getFirst());
      assertThat(users).allMatch(user -> survivor(user) == survivor);
      assertThat(TILLS.find(new BalanceKey(wallet, survivor)).balance().active())
          .isEqualTo(points("80"));
    }
    assertThat(TILLS.discrepancies()).isZero();
  }

  @Test
  void a_hold_that_is_captured_while_its_user_is_merged_is_captured_once() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      var users = users(2);
      var from = new BalanceKey(wallet, users.getFirst());
      credit(0, from);
      long hold = posted(reserve(0, from));

      var outcomes =
          Race.run(
              8,
              thread -> {
                if (thread == 0) {
                  merge(thread, users.getFirst(), users.getLast());
                  return TILLS.post(thread, new Capture(TILLS.head(from), 1, null));
                }
                return TILLS.post(thread, new Capture(TILLS.head(from), hold, null));
              });

      outcomes.removeFirst();
      assertThat(outcomes.stream().filter(Posted.class::isInstance)).hasSize(1);
      assertThat(outcomes.stream().filter(Refused.class::isInstance))
          .containsOnly(new Refused(LedgerRefusal.HOLD_ENDED));
      assertThat(TILLS.find(new BalanceKey(wallet, users.getLast())).balance().redeemed())
          .isEqualTo(points("5"));
    }
    assertThat(TILLS.discrepancies()).isZero();
  }

  @Test
  void a_debit_that_is_refunded_while_its_user_is_merged_comes_back_once() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      var users = users(2);
      var from = new BalanceKey(wallet, users.getFirst());
      credit(0, from);
      long spent = posted(TILLS.post(0, new Debit(TILLS.head(from), points("7"))));

      var outcomes =
          Race.run(
              8,
              thread -> {
                if (thread == 0) {
                  merge(thread, users.getFirst(), users.getLast());
                  return TILLS.post(thread, new Capture(TILLS.head(from), 1, null));
                }
                return TILLS.post(thread, new Refund(TILLS.head(from), List.of(spent), null));
              });

      outcomes.removeFirst();
      assertThat(outcomes.stream().filter(Posted.class::isInstance)).hasSize(1);
      assertThat(TILLS.find(new BalanceKey(wallet, users.getLast())).balance().active())
          .isEqualTo(points("10"));
    }
    assertThat(TILLS.discrepancies()).isZero();
  }

  @Test
  void nothing_new_is_posted_once_a_block_is_answered() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      var key = new BalanceKey(wallet, fresh());
      credit(0, key);
      var sequence = new AtomicLong();

      Race.run(
          16,
          thread -> {
            if (thread == 0) {
              awaitEntries(key, 20);
              block(key);
              sequence.set(TILLS.find(key).balance().sequence());
            } else {
              postUntilBlocked(thread, key);
            }
            return thread;
          });

      assertThat(TILLS.find(key).balance().sequence()).isEqualTo(sequence.get());
    }
    assertThat(TILLS.discrepancies()).isZero();
  }

  @Test
  void nothing_new_is_posted_and_no_note_is_left_once_a_user_is_deleted() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      var key = new BalanceKey(wallet, fresh());
      credit(0, key);
      var sequence = new AtomicLong();

      Race.run(
          16,
          thread -> {
            if (thread == 0) {
              awaitEntries(key, 20);
              delete(key.user());
              sequence.set(TILLS.find(key).balance().sequence());
            } else {
              postUntilBlocked(thread, key);
            }
            return thread;
          });

      assertThat(TILLS.find(key).balance().sequence()).isEqualTo(sequence.get());
      assertThat(
              LedgerAudit.count(
                  TILLS.jdbi(),
                  "SELECT count(*) FROM entry_note WHERE user_number = " + key.user()))
          .isZero();
    }
    assertThat(TILLS.discrepancies()).isZero();
  }

  /// @return by how many thousandths the user has more, or less
  private long earnAndSpend(int thread, BalanceKey key) {
    credit(thread, key);
    long more = 10_000;
    if (reserve(thread, key) instanceof Posted held) {
      var capture = new Capture(TILLS.head(key), held.transactionId(), points("2"));
      if (TILLS.post(thread, capture) instanceof Posted) {
        more -= 2_000;
      }
    }
    if (TILLS.post(thread, new Debit(TILLS.head(key), points("3"))) instanceof Posted spent) {
      more -= 3_000;
      var refund = new Refund(TILLS.head(key), List.of(spent.transactionId()), points("1"));
      if (TILLS.post(thread, refund) instanceof Posted) {
        more += 1_000;
      }
    }
    return more;
  }

  private static void postUntilBlocked(int thread, BalanceKey key) {
    var blocked = new Refused(LedgerRefusal.BLOCKED_USER);
    var outcome = credit(thread, key);
    for (int i = 0; i < 10_000 && !outcome.equals(blocked); i++) {
      outcome = i % 2 == 0 ? reserve(thread, key) : credit(thread, key);
    }
    assertThat(outcome).isEqualTo(blocked);
  }

  private static void awaitEntries(BalanceKey key, long entries) {
    int looks = 0;
    while (TILLS.find(key).balance().sequence() < entries && looks++ < 10_000) {
      Thread.onSpinWait();
    }
  }

  private static void block(BalanceKey key) {
    var block = new Block(key.walletId(), key.user(), "storm", NOW);
    TILLS
        .store(0)
        .inTransaction(
            tx -> {
              tx.blocks().block(block);
              return block;
            });
  }

  private static void delete(long user) {
    int account = TILLS.account().number();
    TILLS
        .store(0)
        .inTransaction(
            tx -> {
              tx.departures().lock(account);
              return tx.departures().delete(account, user, NOW);
            });
  }

  private static MergeUsers.Outcome merge(int thread, long from, long into) {
    return TILLS
        .store(thread)
        .inTransaction(tx -> new MergeUsers().merge(tx, TILLS.account(), from, into, NOW));
  }

  private long survivor(long user) {
    var key = new BalanceKey(wallet, user);
    return TILLS.store(0).inTransaction(tx -> tx.ledger().owner(key).user());
  }

  private static List<Long> users(int count) {
    var users = new ArrayList<Long>();
    for (int i = 0; i < count; i++) {
      users.add(fresh());
    }
    return users;
  }

  private static LedgerOutcome credit(int thread, BalanceKey key) {
    var head = TILLS.head(key, Note.of("private"));
    return TILLS.post(thread, new Credit(head, points("10"), Validity.OF_WALLET));
  }

  private static LedgerOutcome reserve(int thread, BalanceKey key) {
    var lasting = Duration.ofHours(1);
    return TILLS.post(thread, new Reserve(TILLS.head(key), new Points(5_000), lasting));
  }

  private static long posted(LedgerOutcome outcome) {
    return ((Posted) outcome).transactionId();
  }
}
