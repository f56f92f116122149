package dev.promontory.testkit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.promontory.account.Account;
import dev.promontory.ledger.Source;
import dev.promontory.ledger.Validity;
import dev.promontory.store.Transactions;
import dev.promontory.time.Span;
import dev.promontory.wallet.WalletExpiry;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every ledger, on random requests in random batches, with what is due posted now and then,
/// against coins.
public abstract class LedgerModelContract {
  private static final int SCRIPTS_PER_SEED = 5;
  private static final int STEPS = 120;
  private static final int MAX_BATCH = 12;

  /// The stores under test.
  protected abstract Transactions transactions();

  /// An account of the stores under test; its zone is not used.
  protected abstract Account account();

  /// How many balances, lots or entries are not as the others say (L2, L4, L5); reads the store by
  /// other means than the port.
  protected abstract long discrepancies();

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void l2_l3_l4_random_batches_lead_to_what_coins_would_lead_to(long seed) {
    for (int i = 0; i < SCRIPTS_PER_SEED; i++) {
      var script =
          RandomScript.of(1_000_000 * seed + i, STEPS, EnumSet.of(RandomScript.Kind.MERGE));
      if (firstDifference(script) != null) {
        fail("seed %d, script %d: %s", seed, i, Shrinking.report(script, this::firstDifference));
      }
    }
    assertThat(discrepancies()).as("seed %d", seed).isZero();
  }

  @Test
  void s6_a_merge_posts_what_is_due_before_it_moves_it() {
    var day = new Span(1, Span.Unit.DAY);
    var promised = new Validity(day, new WalletExpiry.After(day));
    var steps =
        List.of(
            new Step(1, new Step.Give(2, BigDecimal.TEN, promised, Source.API)),
            new Step(2, new Step.PassToDue(Duration.ofMinutes(21))),
            new Step(3, new Step.Merge(2, 1)),
            new Step(4, new Step.Take(2, BigDecimal.ONE, Source.API)));

    assertThat(firstDifference(RandomScript.of(1, 0, Set.of()).with(steps))).isNull();
  }

  private @Nullable String firstDifference(Script script) {
    var account =
        new Account(account().number(), account().id(), script.zone(), account().weekStart());
    var books = new StoreBooks(transactions(), account, script.wallet());
    return new Comparison(script, books, account, MAX_BATCH).firstDifference(script);
  }
}
