package dev.promontory.duckdb;

import static org.assertj.core.api.Assertions.fail;

import dev.promontory.rule.UserSet;
import dev.promontory.testkit.history.Recording;
import dev.promontory.testkit.history.RuleCases;
import dev.promontory.testkit.history.RuleOracle;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random rules over random histories: SQL and the naive oracle must agree.
///
/// For a longer hunt set the system properties `rules.seed` (the first seed, default 1) and
/// `rules.histories` (how many seeds from there, default 40).
class RuleDifferentialTest {
  private static final long FIRST_SEED = Long.getLong("rules.seed", 1);
  private static final int HISTORIES = Integer.getInteger("rules.histories", 40);
  private static final int APPENDS = 4;
  private static final int RECORDS_PER_APPEND = 120;
  private static final int CASES_PER_APPEND = 25;

  @TempDir private Path folder = Path.of("unset");

  @Test
  void sql_and_the_naive_oracle_agree_on_random_rules_over_random_histories() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
      compare(seed);
    }
  }

  private void compare(long seed) {
    var cases = new RuleCases(seed);
    var oracle = new RuleOracle();
    var file = folder.resolve(seed + ".duckdb");
    try (var history = DuckDbHistory.open(new HistorySettings(file, 128, 2))) {
      for (int append = 0; append < APPENDS; append++) {
        var records = cases.records(RECORDS_PER_APPEND);
        records.forEach(oracle::add);
        history.append(Recording.blocks(records));
        for (int i = 0; i < CASES_PER_APPEND; i++) {
          compare(cases.next(), history, oracle, seed);
        }
      }
    }
  }

  private static void compare(
      RuleCases.Case question, DuckDbHistory history, RuleOracle oracle, long seed) {
    var expected = oracle.members(question.account(), question.rule(), question.now());
    UserSet actual;
    long count;
    try {
      actual = history.members(question.account(), question.rule(), question.now());
      count = history.count(question.account(), question.rule(), question.now());
    } catch (HistoryException e) {
      throw new AssertionError("seed %d: %s".formatted(seed, question), e);
    }
    if (!actual.equals(expected) || count != expected.size()) {
      fail(difference(question, actual, expected, oracle, seed) + "\ncounted " + count);
    }
  }

  private static String difference(
      RuleCases.Case question, UserSet actual, UserSet expected, RuleOracle oracle, long seed) {
    var text = new StringBuilder("seed %d: %s%n".formatted(seed, question));
    var users = oracle.users(question.account()).toArray();
    Arrays.stream(users)
        .filter(user -> actual.contains(user) != expected.contains(user))
        .limit(1)
        .forEach(
            user -> {
              text.append(
                  "user %d: SQL says %s, the oracle %s%n"
                      .formatted(user, actual.contains(user), expected.contains(user)));
              oracle
                  .records(question.account(), user)
                  .forEach(record -> text.append("  ").append(record).append('\n'));
            });
    return text.append("SQL ")
        .append(Arrays.toString(actual.toArray()))
        .append("\noracle ")
        .append(Arrays.toString(expected.toArray()))
        .toString();
  }
}
