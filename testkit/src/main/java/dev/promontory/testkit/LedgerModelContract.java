package dev.promontory.testkit;

import static dev.promontory.testkit.Rewards.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.account.Account;
import dev.promontory.app.ActivateAndExpireLots;
import dev.promontory.app.PostEntries;
import dev.promontory.ledger.Balance;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.LedgerCommand;
import dev.promontory.ledger.LedgerCommand.Credit;
import dev.promontory.ledger.LedgerCommand.Debit;
import dev.promontory.ledger.LedgerCommand.Head;
import dev.promontory.ledger.LedgerOutcome;
import dev.promontory.ledger.LedgerOutcome.Posted;
import dev.promontory.ledger.LedgerOutcome.Refused;
import dev.promontory.ledger.Note;
import dev.promontory.ledger.Source;
import dev.promontory.ledger.Validity;
import dev.promontory.points.Points;
import dev.promontory.store.Transactions;
import dev.promontory.time.Span;
import dev.promontory.wallet.WalletExpiry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every ledger, on random commands, against [LedgerModel].
public abstract class LedgerModelContract {

  /// The stores under test.
  protected abstract Transactions transactions();

  /// An account of the stores under test.
  protected abstract Account account();

  /// As for [LedgerContract#discrepancies].
  protected abstract long discrepancies();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void l2_l3_random_batches_do_what_a_plain_model_does(long seed) {
    var random = new SplittableRandom(seed);
    var wallet = new Rewards(transactions(), account()).wallet(new WalletExpiry.After(days(20)), 1);
    var models = new HashMap<BalanceKey, LedgerModel>();
    var now = NOW;
    for (int batch = 0; batch < 40; batch++) {
      now = now.plus(Duration.ofMinutes(random.nextInt(60 * 24 * 5)));
      var commands = new ArrayList<LedgerCommand>();
      for (int i = random.nextInt(12); i >= 0; i--) {
        commands.add(randomCommand(new BalanceKey(wallet.id(), 1 + random.nextInt(4)), random));
      }

      var at = now;
      var outcomes = transactions().inTransaction(tx -> new PostEntries().post(tx, commands, at));

      for (int i = 0; i < commands.size(); i++) {
        var model =
            models.computeIfAbsent(
                commands.get(i).head().key(), _ -> new LedgerModel(wallet, account()));
        var expected = model.post(commands.get(i), now);
        assertThat(summary(outcomes.get(i))).as("seed %d", seed).isEqualTo(expected);
      }
      if (random.nextInt(4) == 0) {
        doDue(now.plus(Duration.ofHours(random.nextInt(5))));
      }
      var later = now.plus(Duration.ofHours(random.nextInt(100)));
      models.forEach(
          (key, model) ->
              assertThat(LedgerModel.text(asOf(key, later)))
                  .as("seed %d", seed)
                  .isEqualTo(model.text(later)));
    }
    assertThat(discrepancies()).isZero();
  }

  private LedgerCommand randomCommand(BalanceKey key, SplittableRandom random) {
    var points = new Points(100L * (1 + random.nextInt(300)));
    if (random.nextInt(3) == 0) {
      var source = random.nextBoolean() ? Source.API : Source.MANUAL;
      return new Debit(new Head(0, account(), key, source, Note.NONE), points);
    }
    var delay = random.nextBoolean() ? null : days(1 + random.nextInt(10));
    var expiry =
        switch (random.nextInt(4)) {
          case 0 -> new WalletExpiry.Never();
          case 1 -> new WalletExpiry.After(days(1 + random.nextInt(15)));
          case 2 -> new WalletExpiry.CalendarYears(1, true);
          default -> null;
        };
    return new Credit(
        new Head(0, account(), key, Source.API, Note.NONE), points, new Validity(delay, expiry));
  }

  private static String summary(LedgerOutcome outcome) {
    return switch (outcome) {
      case Posted posted ->
          posted.active().toBigDecimal() + " active, " + posted.promised().toBigDecimal();
      case Refused refused -> refused.refusal().name();
    };
  }

  private Balance asOf(BalanceKey key, Instant at) {
    return transactions().inTransaction(tx -> tx.ledger().find(key).asOf(at).balance());
  }

  private void doDue(Instant now) {
    var lots = new ActivateAndExpireLots(transactions());
    while (lots.doDue(now)) {
      // Until nothing is left.
    }
  }

  private static Span days(int days) {
    return new Span(days, Span.Unit.DAY);
  }
}
