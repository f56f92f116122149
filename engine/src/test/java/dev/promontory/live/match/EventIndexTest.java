package dev.promontory.live.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.record.Name;
import dev.promontory.record.Properties;
import dev.promontory.record.Property;
import dev.promontory.record.RecordBody;
import dev.promontory.record.Value;
import dev.promontory.rule.Behavior;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EventIndexTest {
  private static final int MANY = 10_000;

  private final EventIndex<Pattern> index = new EventIndex<>();

  @Test
  void an_event_tries_only_the_pattern_whose_equal_value_it_has() {
    for (int i = 0; i < MANY; i++) {
      add(pattern("Charged", clause("Sku", is(text("sku-" + i)))));
      add(pattern("Viewed", clause("Sku", is(text("sku-" + i)))));
    }

    assertThat(index.tries(event("charged", property("SKU", text("sku-77"))))).isEqualTo(1);
    assertThat(index.tries(event("Charged", property("Sku", text("other"))))).isZero();
    assertThat(index.tries(event("Charged"))).isZero();
    assertThat(index.tries(event("Opened", property("Sku", text("sku-77"))))).isZero();
  }

  @Test
  void an_event_tries_only_the_patterns_whose_range_it_is_in() {
    for (int i = 0; i < MANY; i++) {
      add(pattern("Charged", clause("Amount", between(10L * i, 10L * i + 9))));
    }

    assertThat(index.tries(event("Charged", property("Amount", Value.number(777))))).isEqualTo(1);
  }

  @Test
  void behind_an_equal_value_ranges_are_sorted_again() {
    for (int i = 0; i < MANY; i++) {
      add(
          pattern(
              "Charged",
              clause("Amount", between(10L * i, 10L * i + 9)),
              clause("Country", is(text("FR")))));
    }
    var event =
        event("Charged", property("Country", text("FR")), property("Amount", Value.number(15)));

    assertThat(index.tries(event)).isEqualTo(1);
    assertThat(index.matching(event)).hasSize(1);
  }

  @Test
  void a_pattern_that_was_removed_is_not_found_and_leaves_nothing_behind() {
    var patterns = new ArrayList<Pattern>();
    for (int i = 0; i < 100; i++) {
      patterns.add(pattern("Charged", clause("Sku", is(text("a"), text("b")))));
      patterns.add(pattern("Charged", clause("Amount", between(0, i))));
      patterns.add(pattern("Charged"));
    }
    patterns.forEach(each -> index.add(each, each));
    var event = event("Charged", property("Sku", text("a")), property("Amount", Value.number(0)));
    assertThat(index.matching(event)).hasSize(300);

    patterns.forEach(index::remove);
    index.remove(patterns.getFirst());

    assertThat(index.matching(event)).isEmpty();
    assertThat(index.tries(event)).isZero();
  }

  @Test
  void a_pattern_is_found_once_by_an_event_that_has_several_of_its_values() {
    add(pattern("Charged", clause("Tags", is(text("a"), text("b")))));
    add(pattern("Charged", clause("Items.Price", between(0, 10))));
    var items =
        new Value.Items(
            List.of(
                properties(property("Price", Value.number(1))),
                properties(property("Price", Value.number(2)))));

    assertThat(
            index.matching(
                event(
                    "Charged",
                    property("Tags", new Value.Texts(List.of("b", "a"))),
                    property("Items", items))))
        .hasSize(2);
  }

  @Test
  void m1_the_index_finds_exactly_the_patterns_that_match() {
    for (long seed = 1; seed <= 30; seed++) {
      var random = new SplittableRandom(seed);
      var words = new RandomPatterns(random);
      var indexed = new EventIndex<Pattern>();
      var patterns = new ArrayList<Pattern>();
      for (int i = 0; i < 400; i++) {
        if (patterns.size() > 100 && random.nextBoolean()) {
          indexed.remove(patterns.remove(random.nextInt(patterns.size())));
        } else {
          patterns.add(words.pattern());
          indexed.add(patterns.getLast(), patterns.getLast());
        }
        var event = words.event();
        assertThat(indexed.matching(event))
            .as("seed %d: %s", seed, event)
            .containsExactlyInAnyOrderElementsOf(
                patterns.stream().filter(pattern -> pattern.matches(event)).toList());
      }
    }
  }

  private void add(Pattern pattern) {
    index.add(pattern, pattern);
  }

  private static Pattern pattern(String event, Behavior.Clause... where) {
    return new Pattern(new Pattern.Source(Name.of(event), List.of(where), ZoneOffset.UTC));
  }

  private static Behavior.Clause clause(String property, dev.promontory.rule.Test test) {
    return new Behavior.Clause(List.of(new Behavior.Condition(Name.of(property), test)));
  }

  private static dev.promontory.rule.Test is(Value... values) {
    return new dev.promontory.rule.Test.In(List.of(values));
  }

  private static dev.promontory.rule.Test between(long from, long to) {
    return new dev.promontory.rule.Test.Range(bound(from), bound(to));
  }

  private static dev.promontory.rule.Test.Bound bound(long number) {
    return new dev.promontory.rule.Test.Bound(BigDecimal.valueOf(number), true);
  }

  private static Value text(String text) {
    return new Value.Text(text);
  }

  private static RecordBody.Event event(String name, Property... properties) {
    return new RecordBody.Event(Name.of(name), properties(properties));
  }

  private static Properties properties(Property... properties) {
    return Properties.of(List.of(properties));
  }

  private static Property property(String name, Value value) {
    return new Property(Name.of(name), value);
  }
}
