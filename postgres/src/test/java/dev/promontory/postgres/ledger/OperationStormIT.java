package dev.promontory.postgres.ledger;

import static dev.promontory.testkit.Rewards.NOW;
import static dev.promontory.testkit.Rewards.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.app.ActivateAndExpireLots;
import dev.promontory.app.PostToLedger;
import dev.promontory.app.PostToLedger.Answer;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.LedgerCommand;
import dev.promontory.ledger.LedgerCommand.Credit;
import dev.promontory.ledger.LedgerOutcome;
import dev.promontory.ledger.Validity;
import dev.promontory.points.Points;
import dev.promontory.store.Idempotency;
import dev.promontory.time.Span;
import dev.promontory.wallet.WalletExpiry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Everything at once, by two processes: each operation, alone and in batches, with keys that
/// several threads repeat, while lots become active and expire and holds run out.
class OperationStormIT {
  private static final int THREADS = 64;
  private static final int STEPS = 12;
  private static final Duration TICK = Duration.ofSeconds(11);
  private static final Duration LONG_AFTER = Duration.ofHours(1);
  private static final int KEYED = 150;
  private static final Tills TILLS = Tills.on("operation_storm");
  private static final List<PostToLedger> FRONTS =
      TILLS.stores().stream().map(PostToLedger::new).toList();

  private final long wallet =
      TILLS.rewards().wallet(new WalletExpiry.After(new Span(1, Span.Unit.MINUTE)), 3).id();
  private final StormTrack track = new StormTrack();

  @AfterAll
  static void stop() {
    FRONTS.forEach(PostToLedger::close);
  }

  @AfterAll
  static void l1_l6_the_proof_finds_nothing() {
    assertThat(TILLS.faults()).isEmpty();
  }

  @Test
  void l2_on_one_balance_the_books_are_what_was_answered() throws Exception {
    storm(List.of(new BalanceKey(wallet, fresh())));
  }

  @Test
  void l2_on_many_balances_the_books_are_what_was_answered() throws Exception {
    storm(LongStream.range(0, 40).mapToObj(_ -> new BalanceKey(wallet, fresh())).toList());
  }

  @Test
  void s6_a_key_that_all_repeat_posts_once_whatever_it_is_for() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    var keys = LongStream.range(0, 5).mapToObj(_ -> new BalanceKey(wallet, fresh())).toList();
    keys.forEach(key -> post(0, List.of(credit(key, 900_000)), NOW));
    var commands = commands(new SplittableRandom(seed), keys, KEYED);

    var answers = Race.run(THREADS, thread -> keyed(thread, commands));

    assertThat(answers.stream().distinct()).hasSize(1);
    remember(commands, answers.getFirst());
    assertBooks(keys);
  }

  private void storm(List<BalanceKey> keys) throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);

    Race.run(
        THREADS,
        thread -> {
          var random = new SplittableRandom(seed + thread);
          for (int step = 0; step < STEPS; step++) {
            act(thread, random, keys, NOW.plus(TICK.multipliedBy(step)));
          }
          return thread;
        });

    var clock = new ActivateAndExpireLots(TILLS.store(1));
    while (clock.doDue(NOW.plus(LONG_AFTER))) {
      assertThat(keys).hasSizeGreaterThan(ActivateAndExpireLots.MAX_BATCH);
    }
    assertBooks(keys);
    for (var key : keys) {
      var balance = TILLS.find(key).balance();
      assertThat(balance.held().plus(balance.promised())).as("seed " + seed).isEqualTo(Points.ZERO);
    }
  }

  private void act(int thread, SplittableRandom random, List<BalanceKey> keys, Instant now) {
    switch (random.nextInt(4)) {
      case 0 -> {
        if (thread % 8 == 0) {
          new ActivateAndExpireLots(TILLS.store(thread)).doDue(now);
        }
      }
      case 1 -> post(thread, commands(random, keys, random.nextInt(2, 20)), now);
      case 2 -> {
        var command = commands(random, keys, 1).getFirst();
        var answer = FRONTS.get(thread % 2).post(new PostToLedger.Request(command, null, now));
        track.answered(command, decided(answer));
      }
      default -> post(thread, commands(random, keys, 1), now);
    }
  }

  private void post(int thread, List<LedgerCommand> commands, Instant now) {
    remember(commands, TILLS.post(thread, commands, now));
  }

  private void remember(List<LedgerCommand> commands, List<LedgerOutcome> outcomes) {
    for (int i = 0; i < commands.size(); i++) {
      track.answered(commands.get(i), outcomes.get(i));
    }
  }

  private List<LedgerCommand> commands(SplittableRandom random, List<BalanceKey> keys, int count) {
    var commands = new ArrayList<LedgerCommand>();
    for (int i = 0; i < count; i++) {
      commands.add(track.draw(random, TILLS, keys.get(random.nextInt(keys.size()))));
    }
    return commands;
  }

  private static List<LedgerOutcome> keyed(int thread, List<LedgerCommand> commands) {
    var outcomes = new ArrayList<LedgerOutcome>();
    for (int i = 0; i < commands.size(); i++) {
      var command = commands.get(i);
      var key =
          new Idempotency.Key(
              TILLS.account().number(), "storm/" + command.head().key(), "request " + i);
      var request = new PostToLedger.Request(command, Idempotency.Request.of(key, "body"), NOW);
      outcomes.add(decided(FRONTS.get(thread % 2).post(request)));
    }
    return outcomes;
  }

  private static LedgerOutcome decided(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Decided.class);
    return ((Answer.Decided) answer).outcome();
  }

  private static LedgerCommand credit(BalanceKey key, long thousandths) {
    return new Credit(TILLS.head(key), new Points(thousandths), Validity.OF_WALLET);
  }

  /// The sums of the wallet are those of the answers: what came, what was taken back and what was
  /// spent, to the thousandth.
  private void assertBooks(List<BalanceKey> keys) {
    assertThat(TILLS.discrepancies()).isZero();
    var ids = track.ids();
    assertThat(ids).hasSizeGreaterThan(KEYED / 4);
    assertThat(posted(ids)).as("answers that have their entry").isEqualTo(ids.size());
    long owned = 0;
    long redeemed = 0;
    for (var key : keys) {
      var balance = TILLS.find(key).balance();
      var usable = balance.active().plus(balance.promised()).plus(balance.held());
      owned += usable.plus(balance.expired()).thousandths();
      redeemed += balance.redeemed().thousandths();
    }
    assertThat(redeemed).isEqualTo(track.spent());
    assertThat(owned).isEqualTo(track.credited() - track.spent());
  }

  private static long posted(Set<Long> ids) {
    var numbers = ids.stream().mapToLong(Long::longValue).toArray();
    return TILLS
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT count(*) FROM entry WHERE id = ANY (:ids)")
                    .bind("ids", numbers)
                    .mapTo(Long.class)
                    .one());
  }
}
