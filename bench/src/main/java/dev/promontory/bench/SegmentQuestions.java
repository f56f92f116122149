package dev.promontory.bench;

import dev.promontory.record.Name;
import dev.promontory.record.Value;
import dev.promontory.rule.Behavior;
import dev.promontory.rule.Comparison;
import dev.promontory.rule.Comparison.Operator;
import dev.promontory.rule.Measure;
import dev.promontory.rule.Rule;
import dev.promontory.rule.Test;
import dev.promontory.rule.Window;
import dev.promontory.time.Span;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/// The twelve questions of the benchmark.
final class SegmentQuestions {
  private static final Name AMOUNT = Name.of("Amount");
  private static final Window EVER = new Window.Ever();

  private SegmentQuestions() {}

  static List<SegmentQuestion> all() {
    return Stream.of(howOften(), withConditions(), together(), withoutAny())
        .flatMap(List::stream)
        .toList();
  }

  private static List<SegmentQuestion> howOften() {
    return List.of(
        new SegmentQuestion(
            "charged", did("Charged", EVER), "SELECT count(DISTINCT u) FROM {Charged}"),
        new SegmentQuestion(
            "charged 3 times or more in 30 days",
            did("Charged", last(30), count(Operator.GTE, 3)),
            """
            SELECT count(*)
            FROM (SELECT u FROM {Charged} WHERE ts >= {now-30} GROUP BY u HAVING count(*) >= 3)
            """),
        new SegmentQuestion(
            "charged 1,000 or more in 30 days",
            did("Charged", last(30), new Measure.Sum(AMOUNT, than(Operator.GTE, 1_000))),
            """
            SELECT count(*)
            FROM (
              SELECT u FROM {Charged} WHERE ts >= {now-30} GROUP BY u
              HAVING sum({Amount}n) >= 1000000000)
            """));
  }

  private static List<SegmentQuestion> withConditions() {
    return List.of(
        new SegmentQuestion(
            "charged 550 or more on average",
            did("Charged", EVER, new Measure.Average(AMOUNT, than(Operator.GTE, 550))),
            """
            SELECT count(*)
            FROM (
              SELECT u FROM {Charged} GROUP BY u
              HAVING sum({Amount}n) >= 550000000 * count(*))
            """),
        new SegmentQuestion(
            "charged 500 or more in one category",
            new Rule.Did(
                new Behavior(
                    Name.of("Charged"),
                    List.of(clause("Category", is("Category 7")), clause("Amount", atLeast(500))),
                    EVER),
                Measure.ONCE,
                false),
            """
            SELECT count(DISTINCT u)
            FROM {Charged} WHERE {Category}t = 'Category 7' AND {Amount}n >= 500000000
            """),
        new SegmentQuestion(
            "added to cart, not charged, in 7 days",
            new Rule.All(List.of(did("Added To Cart", last(7)), didNot("Charged", last(7)))),
            """
            SELECT count(DISTINCT u)
            FROM {Added To Cart}
            WHERE ts >= {now-7} AND u NOT IN (SELECT u FROM {Charged} WHERE ts >= {now-7})
            """));
  }

  private static List<SegmentQuestion> together() {
    return List.of(
        new SegmentQuestion(
            "viewed twice, searched, not subscribed",
            new Rule.All(
                List.of(
                    did("Product Viewed", EVER, count(Operator.GTE, 2)),
                    did("Searched", EVER),
                    didNot("Subscribed", EVER))),
            """
            SELECT count(*)
            FROM (SELECT u FROM {Product Viewed} GROUP BY u HAVING count(*) >= 2) AS v
            WHERE v.u IN (SELECT u FROM {Searched}) AND v.u NOT IN (SELECT u FROM {Subscribed})
            """),
        new SegmentQuestion(
            "gold plan in two countries",
            new Rule.All(List.of(has("Plan", is("gold")), has("Country", is("France", "Spain")))),
            """
            SELECT count(*)
            FROM {users} WHERE {Plan}t = 'gold' AND {Country}t IN ('France', 'Spain')
            """),
        new SegmentQuestion(
            "in one country, charged in 14 days",
            new Rule.All(List.of(has("Country", is("France")), did("Charged", last(14)))),
            """
            SELECT count(*)
            FROM {users}
            WHERE {Country}t = 'France' AND u IN (SELECT u FROM {Charged} WHERE ts >= {now-14})
            """));
  }

  private static List<SegmentQuestion> withoutAny() {
    return List.of(
        new SegmentQuestion(
            "charged fewer than 2 times, or never",
            new Rule.Did(
                new Behavior(Name.of("Charged"), List.of(), EVER), count(Operator.LT, 2), true),
            """
            SELECT
              (SELECT count(*) FROM {users})
              - (SELECT count(*) FROM (SELECT u FROM {Charged} GROUP BY u HAVING count(*) >= 2))
            """),
        new SegmentQuestion(
            "refunded, asked support, or gold plan",
            new Rule.Any(
                List.of(
                    did("Refunded", EVER), did("Support Asked", EVER), has("Plan", is("gold")))),
            """
            SELECT count(DISTINCT u)
            FROM (
              SELECT u FROM {Refunded}
              UNION ALL SELECT u FROM {Support Asked}
              UNION ALL SELECT u FROM {users} WHERE {Plan}t = 'gold')
            """),
        new SegmentQuestion(
            "neither charged nor subscribed in 30 days",
            new Rule.None(List.of(did("Charged", last(30)), did("Subscribed", last(30)))),
            """
            SELECT
              (SELECT count(*) FROM {users})
              - (SELECT count(DISTINCT u)
                 FROM (
                   SELECT u FROM {Charged} WHERE ts >= {now-30}
                   UNION ALL SELECT u FROM {Subscribed} WHERE ts >= {now-30}))
            """));
  }

  private static Rule did(String event, Window window) {
    return did(event, window, Measure.ONCE);
  }

  private static Rule did(String event, Window window, Measure measure) {
    return new Rule.Did(new Behavior(Name.of(event), List.of(), window), measure, false);
  }

  private static Rule didNot(String event, Window window) {
    return new Rule.DidNot(new Behavior(Name.of(event), List.of(), window));
  }

  private static Rule has(String property, Test test) {
    return new Rule.HasProperty(Name.of(property), test);
  }

  private static Behavior.Clause clause(String property, Test test) {
    return new Behavior.Clause(List.of(new Behavior.Condition(Name.of(property), test)));
  }

  private static Test is(String... texts) {
    return new Test.In(List.of(texts).stream().<Value>map(Value.Text::new).toList());
  }

  private static Test atLeast(long number) {
    return new Test.Range(new Test.Bound(BigDecimal.valueOf(number), true), null);
  }

  private static Window last(int days) {
    return new Window.Last(new Span(days, Span.Unit.DAY));
  }

  private static Measure count(Operator operator, long number) {
    return new Measure.Count(than(operator, number));
  }

  private static Comparison than(Operator operator, long number) {
    return new Comparison(operator, BigDecimal.valueOf(number), null);
  }
}
