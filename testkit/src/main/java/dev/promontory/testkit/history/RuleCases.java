package dev.promontory.testkit.history;

import dev.promontory.account.Account;
import dev.promontory.log.LogRecord;
import dev.promontory.rule.Rule;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// A random history and random questions about it, all from one seed.
public final class RuleCases {
  private static final int ACCOUNTS = 3;
  private static final int USERS_PER_ACCOUNT = 25;

  private final SplittableRandom random;
  private final LocalDate day;
  private final Instant now;
  private final RandomRules rules;
  private final RandomRecords records;

  /// A question: whom does this rule hold for at that instant, in that account's zone?
  public record Case(Account account, Rule rule, Instant now) {}

  public RuleCases(long seed) {
    random = new SplittableRandom(seed);
    day = Words.pick(Words.DAYS, random);
    now =
        day.plusDays(random.nextInt(-2, 3))
            .atStartOfDay(Words.pick(Words.ZONES, random))
            .toInstant()
            .plusSeconds(random.nextLong(86_400))
            .plusMillis(random.nextBoolean() ? 0 : random.nextInt(1_000));
    records = new RandomRecords(random, day, now, ACCOUNTS, USERS_PER_ACCOUNT);
    var users =
        IntStream.rangeClosed(1, ACCOUNTS + 1)
            .boxed()
            .flatMap(
                account ->
                    LongStream.range(0, USERS_PER_ACCOUNT + 2L)
                        .mapToObj(user -> account * 1_000L + user))
            .toList();
    rules = new RandomRules(random, day, now, users);
  }

  /// The next records of the history.
  public List<LogRecord> records(int count) {
    return records.next(count);
  }

  /// The next question, to be asked now or after further records.
  public Case next() {
    var when =
        random.nextBoolean() ? now : now.plusSeconds(random.nextLong(-40 * 86_400L, 40 * 86_400L));
    return new Case(Words.account(1 + random.nextInt(ACCOUNTS), random), rules.next(), when);
  }
}
