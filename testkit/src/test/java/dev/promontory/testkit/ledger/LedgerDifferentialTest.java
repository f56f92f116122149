package dev.promontory.testkit.ledger;

import static org.assertj.core.api.Assertions.fail;

import dev.promontory.account.Account;
import java.time.DayOfWeek;
import java.util.EnumSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The bookkeeper against coins, on thousands of scripts.
class LedgerDifferentialTest {
  private static final int SCRIPTS_PER_SEED = 250;
  private static final int STEPS = 45;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 10);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void l2_l3_l4_l5_whatever_happens_to_a_wallet_the_books_are_as_coins_would_lie(long seed) {
    for (int i = 0; i < SCRIPTS_PER_SEED; i++) {
      var script =
          RandomScript.of(1_000_000 * seed + i, STEPS, EnumSet.allOf(RandomScript.Kind.class));
      if (firstDifference(script) != null) {
        fail(
            "seed %d, script %d: %s",
            seed, i, Shrinking.report(script, LedgerDifferentialTest::firstDifference));
      }
    }
  }

  private static @Nullable String firstDifference(Script script) {
    var account = new Account(1, "shop", script.zone(), DayOfWeek.MONDAY);
    var books = new MemoryBooks(script.wallet(), account);
    return new Comparison(script, books, account, 1).firstDifference(script);
  }
}
