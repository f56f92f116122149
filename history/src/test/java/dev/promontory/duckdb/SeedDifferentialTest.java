package dev.promontory.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.live.Seeds;
import dev.promontory.live.tally.Leaf;
import dev.promontory.live.tally.Slot;
import dev.promontory.live.tally.Tally;
import dev.promontory.live.tally.Totals;
import dev.promontory.log.LogRecord;
import dev.promontory.testkit.history.Recording;
import dev.promontory.testkit.history.RuleOracle;
import dev.promontory.testkit.live.FoldRun;
import dev.promontory.testkit.live.NaiveSeeds;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random programs over random histories, seeded from DuckDB: each seed must be worth as much as
/// the naive one; the fold, SQL and the naive oracle must agree on every filter between the
/// records, and the fold and the oracle on who qualifies when.
///
/// For a longer hunt set the system properties `seeds.seed` (the first seed, default 1) and
/// `seeds.histories` (how many seeds from there, default 12).
class SeedDifferentialTest {
  private static final long FIRST_SEED = Long.getLong("seeds.seed", 1);
  private static final int HISTORIES = Integer.getInteger("seeds.histories", 12);
  private static final int RECORDS = 90;
  private static final int CAMPAIGNS = 8;

  /// Publishing comes right behind it, so that seeds need nothing that is not in history yet.
  private static final int JUDGED_EVERY = 10;

  /// How long after its `since` a leaf is compared: on the same day, and days and months later.
  private static final List<Duration> LATER =
      List.of(
          Duration.ZERO,
          Duration.ofHours(3),
          Duration.ofHours(23),
          Duration.ofDays(2),
          Duration.ofDays(31),
          Duration.ofDays(200));

  @TempDir private Path folder = Path.of("unset");
  private int asked;
  private int worth;
  private int judged;
  private int held;

  @Test
  void the_fold_seeded_from_history_agrees_with_sql_and_the_naive_oracle() {
    long qualified = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
      qualified += compare(seed);
    }
    assertThat(qualified).isGreaterThan(10L * HISTORIES);
    assertThat(asked).isGreaterThan(50 * HISTORIES);
    assertThat(worth).isGreaterThan(asked / 5);
    assertThat(judged).isGreaterThan(100 * HISTORIES);
    assertThat(held).isBetween(judged / 10, judged * 9 / 10);
  }

  private int compare(long seed) {
    var file = folder.resolve(seed + ".duckdb");
    try (var history = DuckDbHistory.open(new HistorySettings(file, 128, 2))) {
      var run =
          new FoldRun(
              seed,
              (account, log) ->
                  new Both(
                      new DuckDbSeeds(history, log), new NaiveSeeds(account, log), log::record));
      var waiting = new ArrayList<LogRecord>();
      var oracle = new RuleOracle();
      for (int i = 0; i < RECORDS; i++) {
        if (i % (RECORDS / 3) == 0) {
          run.publish(CAMPAIGNS);
        }
        var record = run.next();
        oracle.add(record);
        waiting.add(record);
        if (i % JUDGED_EVERY == JUDGED_EVERY - 1) {
          history.append(Recording.blocks(waiting));
          waiting.clear();
          judge(run, record.user(), history, oracle, seed);
        }
      }
      return run.compareWithOracle();
    }
  }

  private void judge(FoldRun run, long user, DuckDbHistory history, RuleOracle oracle, long seed) {
    for (var campaign : run.campaigns()) {
      var byFold = run.judge(user, campaign);
      var filter = campaign.filter();
      if (byFold == null || filter == null) {
        continue;
      }
      boolean expected = oracle.holds(run.account(), user, filter, run.now());
      boolean bySql = history.members(run.account(), filter, run.now()).contains(user);
      assertThat(List.of(byFold.holds(), bySql))
          .as("seed %d, user %d at %s: fold and SQL of %s", seed, user, run.now(), filter)
          .containsOnly(expected);
      judged++;
      held += expected ? 1 : 0;
    }
  }

  /// The record at a position.
  private interface Records {
    LogRecord at(long position);
  }

  /// Asks two, compares what leaves make of their answers, and gives that of the first.
  private final class Both implements Seeds {
    private final Seeds seeds;
    private final Seeds naive;
    private final Records records;

    private Both(Seeds seeds, Seeds naive, Records records) {
      this.seeds = seeds;
      this.naive = naive;
      this.records = records;
    }

    @Override
    public boolean isReady(long position) {
      return seeds.isReady(position);
    }

    @Override
    public List<UserSeed> of(int account, Leaf leaf, Collection<Long> users) {
      assertThat(seeds.isReady(leaf.since())).isTrue();
      var answer = seeds.of(account, leaf, users);
      var expected = naive.of(account, leaf, users);
      var since = Instant.ofEpochMilli(records.at(leaf.since()).receivedAtMillis());
      for (long user : users) {
        var one = tally(answer, leaf, user, since);
        var other = tally(expected, leaf, user, since);
        LATER.forEach(later -> compare(leaf, one, other, since.plus(later)));
      }
      assertThat(answer).extracting(UserSeed::user).isSubsetOf(users).doesNotHaveDuplicates();
      return answer;
    }
  }

  private static Tally tally(List<Seeds.UserSeed> answer, Leaf leaf, long user, Instant since) {
    var tally = Tally.NONE;
    for (var seed : answer) {
      for (var slot : seed.user() == user ? seed.events() : List.<Slot>of()) {
        tally = leaf.add(tally, slot, since);
      }
    }
    return tally;
  }

  private void compare(Leaf leaf, Tally one, Tally other, Instant at) {
    var actual = leaf.totals(leaf.settle(one, at), at);
    var expected = leaf.totals(leaf.settle(other, at), at);
    asked++;
    worth += expected.count() > 0 ? 1 : 0;
    assertThat(actual)
        .as("%s at %s", leaf.question(), at)
        .usingComparator(SeedDifferentialTest::order)
        .isEqualTo(expected);
  }

  /// Sums may differ in their trailing zeros.
  private static int order(Totals one, Totals other) {
    int counts = Long.compare(one.count(), other.count());
    return counts != 0 ? counts : one.sum().compareTo(other.sum());
  }
}
