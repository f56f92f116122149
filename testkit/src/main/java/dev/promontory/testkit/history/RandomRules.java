package dev.promontory.testkit.history;

import static dev.promontory.testkit.history.Words.oneIn;
import static dev.promontory.testkit.history.Words.pick;

import dev.promontory.record.Name;
import dev.promontory.record.Value;
import dev.promontory.rule.Behavior;
import dev.promontory.rule.Comparison;
import dev.promontory.rule.Measure;
import dev.promontory.rule.Rule;
import dev.promontory.rule.Test;
import dev.promontory.rule.UserSet;
import dev.promontory.rule.Window;
import dev.promontory.time.Span;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Random rules over what [RandomRecords] makes: every node, test, window and measure. The same
/// seed gives the same rules.
public final class RandomRules {
  private static final int MAX_DEPTH = 3;

  /// Bounds that no sum meets, but that must not overflow anything either.
  private static final List<String> ABSURD =
      List.of(
          "1e40", "-1e40", "1e-40", "7.123456789012345", "1e400", "-1e400", "1e-400", "1e999999");

  private final SplittableRandom random;
  private final LocalDate day;
  private final Instant now;
  private final List<Long> users;

  /// @param users numbers that lists are drawn from
  public RandomRules(SplittableRandom random, LocalDate day, Instant now, List<Long> users) {
    this.random = random;
    this.day = day;
    this.now = now;
    this.users = List.copyOf(users);
  }

  /// The next rule.
  public Rule next() {
    return rule(0);
  }

  private Rule rule(int depth) {
    return switch (random.nextInt(depth < MAX_DEPTH ? 11 : 8)) {
      case 0, 1, 2 -> new Rule.Did(behavior(), Measure.ONCE, false);
      case 3, 4 -> new Rule.Did(behavior(), measure(), random.nextBoolean());
      case 5 -> new Rule.DidNot(behavior());
      case 6 -> new Rule.HasProperty(path(), test());
      case 7 ->
          oneIn(2, random) ? new Rule.HasProperty(path(), test()) : new Rule.OneOf(someUsers());
      case 8 -> new Rule.All(rules(depth + 1));
      case 9 -> new Rule.Any(rules(depth + 1));
      default -> new Rule.None(rules(depth + 1));
    };
  }

  private List<Rule> rules(int depth) {
    return several(3, () -> rule(depth));
  }

  private UserSet someUsers() {
    return UserSet.of(
        users.stream().filter(_ -> random.nextBoolean()).mapToLong(Long::longValue).toArray());
  }

  private Behavior behavior() {
    var where = oneIn(3, random) ? List.<Behavior.Clause>of() : several(2, this::clause);
    return new Behavior(Words.event(random), where, window());
  }

  private Behavior.Clause clause() {
    var conditions = several(2, () -> new Behavior.Condition(path(), test()));
    return new Behavior.Clause(
        conditions.isEmpty()
            ? List.of(new Behavior.Condition(path(), new Test.Exists()))
            : conditions);
  }

  /// A property of an event, or a path with dots.
  public Name path() {
    return Name.of(pick(oneIn(3, random) ? Words.PATHS : Words.PROPERTIES, random));
  }

  private Test test() {
    return switch (random.nextInt(9)) {
      case 0 -> new Test.Exists();
      case 1, 2 -> new Test.In(several(4, this::value));
      case 3 -> new Test.Contains(pick(Words.TEXTS, random));
      case 4, 5 -> new Test.Range(bound(), bound());
      case 6 -> new Test.Days(someDayOrNone(), someDayOrNone());
      default -> new Test.Not(test());
    };
  }

  private Value value() {
    return switch (random.nextInt(6)) {
      case 0, 1 -> Words.number(random);
      case 2, 3 -> new Value.Text(pick(Words.TEXTS, random));
      case 4 -> new Value.Flag(random.nextBoolean());
      default -> new Value.Date(Words.second(day, now, random));
    };
  }

  private Test.@Nullable Bound bound() {
    return oneIn(3, random) ? null : new Test.Bound(number(), random.nextBoolean());
  }

  private BigDecimal number() {
    return switch (random.nextInt(8)) {
      case 0 -> new BigDecimal(pick(ABSURD, random));
      case 1, 2 -> new BigDecimal(pick(Words.NUMBERS, random));
      case 3 -> BigDecimal.valueOf(random.nextInt(-30, 120), 1);
      default -> BigDecimal.valueOf(random.nextInt(-3, 12));
    };
  }

  private @Nullable LocalDate someDayOrNone() {
    return oneIn(3, random) ? null : someDay();
  }

  private LocalDate someDay() {
    return day.plusDays(random.nextInt(-41, 42));
  }

  private Measure measure() {
    return switch (random.nextInt(4)) {
      case 0, 1 -> new Measure.Count(comparison());
      case 2 -> new Measure.Sum(path(), comparison());
      default -> new Measure.Average(path(), comparison());
    };
  }

  private Comparison comparison() {
    var operator = pick(List.of(Comparison.Operator.values()), random);
    return new Comparison(
        operator, number(), operator == Comparison.Operator.BETWEEN ? number() : null);
  }

  private Window window() {
    var someDay = someDay();
    return switch (random.nextInt(10)) {
      case 0, 1 -> new Window.Ever();
      case 2, 3 -> new Window.Last(span(List.of(Span.Unit.values())));
      case 4 -> new Window.ExactlyAgo(span(days()));
      case 5, 6 -> new Window.Between(someDay, someDay.plusDays(random.nextInt(40)));
      case 7 -> new Window.Before(someDay);
      case 8 -> new Window.After(someDay);
      default -> new Window.In(pick(List.of(Window.Period.values()), random));
    };
  }

  private static List<Span.Unit> days() {
    return Stream.of(Span.Unit.values()).filter(unit -> !unit.isExact()).toList();
  }

  private Span span(List<Span.Unit> units) {
    int amount = oneIn(20, random) ? Span.MAX_AMOUNT : 1 + random.nextInt(5);
    return new Span(amount, pick(units, random));
  }

  private <T> List<T> several(int most, Supplier<T> one) {
    return Stream.generate(one).limit(random.nextInt(most + 1)).toList();
  }
}
