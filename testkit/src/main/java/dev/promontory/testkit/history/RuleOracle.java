package dev.promontory.testkit.history;

import dev.promontory.account.Account;
import dev.promontory.log.LogRecord;
import dev.promontory.record.Profile;
import dev.promontory.record.Properties;
import dev.promontory.record.RecordBody;
import dev.promontory.rule.Behavior;
import dev.promontory.rule.Comparison;
import dev.promontory.rule.Measure;
import dev.promontory.rule.Rule;
import dev.promontory.rule.UserSet;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/// The meaning of rules, as naively as it can be told: looks at all records of a user, one user
/// after another, and computes in decimals. Shares no code with any evaluator of the product. Not
/// for use by several threads while records are added.
public final class RuleOracle {
  private final Map<Integer, Map<Long, List<LogRecord>>> accounts = new TreeMap<>();

  /// Takes in a record that follows those before.
  public void add(LogRecord record) {
    accounts
        .computeIfAbsent(record.account(), _ -> new TreeMap<>())
        .computeIfAbsent(record.user(), _ -> new ArrayList<>())
        .add(record);
  }

  /// The users of an account that have a record.
  public UserSet users(Account account) {
    return set(account, _ -> true);
  }

  /// The users a rule holds for.
  public UserSet members(Account account, Rule rule, Instant now) {
    return set(account, user -> evaluation(account, user, now).holds(rule));
  }

  /// Whether a rule holds for a user, who may have no records.
  public boolean holds(Account account, long user, Rule rule, Instant now) {
    return evaluation(account, user, now).holds(rule);
  }

  private Evaluation evaluation(Account account, long user, Instant now) {
    return new Evaluation(user, records(account, user), now, account.zone());
  }

  /// What is known of a user, in log order.
  public List<LogRecord> records(Account account, long user) {
    return List.copyOf(
        accounts.getOrDefault(account.number(), Map.of()).getOrDefault(user, List.of()));
  }

  /// The profile of a user.
  public Profile profile(Account account, long user) {
    return profile(records(account, user));
  }

  static Profile profile(List<LogRecord> records) {
    var profile = Profile.EMPTY;
    for (var record : records) {
      profile =
          switch (record.body()) {
            case RecordBody.ProfileUpdate update -> profile.apply(update);
            case RecordBody.Event _ -> profile;
          };
    }
    return profile;
  }

  private UserSet set(Account account, LongPredicate condition) {
    return UserSet.of(
        accounts.getOrDefault(account.number(), Map.of()).keySet().stream()
            .mapToLong(Long::longValue)
            .filter(condition)
            .toArray());
  }

  /// The evaluation of rules for one user.
  private record Evaluation(long user, List<LogRecord> records, Instant now, ZoneId zone) {

    boolean holds(Rule rule) {
      return switch (rule) {
        case Rule.All all -> all.rules().stream().allMatch(this::holds);
        case Rule.Any any -> any.rules().stream().anyMatch(this::holds);
        case Rule.None none -> none.rules().stream().noneMatch(this::holds);
        case Rule.Did did -> did(did);
        case Rule.DidNot didNot -> matching(didNot.behavior()).isEmpty();
        case Rule.HasProperty property ->
            NaiveTest.passes(
                property.test(), profile(records).properties(), property.property(), zone);
        case Rule.InSegment _ -> throw new IllegalArgumentException("not resolved: " + rule);
        case Rule.OneOf oneOf -> oneOf.users().contains(user);
      };
    }

    private boolean did(Rule.Did did) {
      var events = matching(did.behavior());
      if (events.isEmpty() && !did.includeZero()) {
        return false;
      }
      var count = BigDecimal.valueOf(events.size());
      var comparison = did.measure().comparison();
      return switch (did.measure()) {
        case Measure.Count _ -> compares(count, comparison, BigDecimal.ONE);
        case Measure.Sum sum -> compares(sum(events, sum), comparison, BigDecimal.ONE);
        case Measure.Average average -> {
          var sum = sum(events, new Measure.Sum(average.property(), comparison));
          yield compares(sum, comparison, count.max(BigDecimal.ONE));
        }
      };
    }

    /// Whether a number compares so with the bounds, each multiplied by a factor.
    private static boolean compares(BigDecimal number, Comparison by, BigDecimal factor) {
      int side = number.compareTo(by.value().multiply(factor));
      return switch (by.operator()) {
        case EQUALS -> side == 0;
        case NOT_EQUALS -> side != 0;
        case GT -> side > 0;
        case GTE -> side >= 0;
        case LT -> side < 0;
        case LTE -> side <= 0;
        case BETWEEN ->
            side >= 0 && by.high() != null && number.compareTo(by.high().multiply(factor)) <= 0;
      };
    }

    private static BigDecimal sum(List<Properties> events, Measure.Sum sum) {
      var total = BigDecimal.ZERO;
      for (var event : events) {
        for (var value : NaiveTest.values(event, sum.property())) {
          var number = NaiveTest.number(value);
          total = number == null ? total : total.add(number);
        }
      }
      return total;
    }

    private List<Properties> matching(Behavior behavior) {
      var found = new ArrayList<Properties>();
      for (var record : records) {
        if (record.body() instanceof RecordBody.Event event
            && event.name().equals(behavior.event())
            && NaiveWindow.contains(behavior.window(), record.epochSecond(), now, zone)
            && behavior.where().stream().allMatch(clause -> passes(clause, event.properties()))) {
          found.add(event.properties());
        }
      }
      return found;
    }

    private boolean passes(Behavior.Clause clause, Properties properties) {
      return clause.anyOf().stream()
          .anyMatch(
              condition ->
                  NaiveTest.passes(condition.test(), properties, condition.property(), zone));
    }
  }
}
