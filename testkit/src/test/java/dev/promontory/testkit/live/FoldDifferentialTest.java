package dev.promontory.testkit.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Random programs over random histories: the fold and the naive oracle must agree on who qualifies
/// when.
///
/// For a longer hunt set the system properties `live.seed` (the first seed, default 1) and
/// `live.histories` (how many seeds from there, default 150).
class FoldDifferentialTest {
  private static final long FIRST_SEED = Long.getLong("live.seed", 1);
  private static final int HISTORIES = Integer.getInteger("live.histories", 150);
  private static final int RECORDS = 120;
  private static final int CAMPAIGNS = 8;

  @Test
  void the_fold_and_the_naive_oracle_agree_on_random_programs_over_random_histories() {
    long qualified = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
      qualified += compare(seed);
    }
    assertThat(qualified).isGreaterThan(20L * HISTORIES);
  }

  private static int compare(long seed) {
    var run = new FoldRun(seed, NaiveSeeds::new);
    for (int i = 0; i < RECORDS; i++) {
      if (i % (RECORDS / 3) == 0) {
        run.publish(CAMPAIGNS);
      }
      run.next();
    }
    return run.compareWithOracle();
  }
}
