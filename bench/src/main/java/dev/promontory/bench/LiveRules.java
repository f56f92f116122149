package dev.promontory.bench;

import dev.promontory.bench.LiveRule.Between;
import dev.promontory.bench.LiveRule.Equal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Rules of which ten match events of a [LiveEvents], the same ten however many there are. The
/// others ask the same events for the same properties and match none of them: for a product that
/// nobody bought, or for an amount or a quantity between two that occur.
final class LiveRules {
  /// How many match.
  static final int MATCHING = 10;

  private static final int CENTS = 100;
  private static final int MIN_AMOUNT = 100;
  private static final int MAX_AMOUNT = 998;
  private static final int MAX_GAP = 4;
  private static final int FIRST_UNKNOWN_PRODUCT = 1_000_000;

  private final SplittableRandom random;

  private LiveRules(long seed) {
    random = new SplittableRandom(seed);
  }

  /// The first so many rules, at least [#MATCHING].
  static List<LiveRule> drawn(long seed, int count) {
    var drawing = new LiveRules(seed);
    var rules = new ArrayList<LiveRule>(count);
    for (int i = 0; i < count; i++) {
      rules.add(i < MATCHING ? drawing.common(i) : drawing.rare(i));
    }
    return rules;
  }

  /// A rule that holds for one in two to ten events of its name.
  private LiveRule common(int i) {
    int event = i % LiveEvents.NAMES;
    var channel = new Equal("Channel", List.of("web", "app", "store", "phone").get(i % 4));
    return switch (i % 4) {
      case 0 -> rule(i, event, List.of(channel), List.of());
      case 1 -> rule(i, event, List.of(), List.of(amount(300, 750)));
      case 2 -> rule(i, event, List.of(channel), List.of(amount(100, 600)));
      default ->
          rule(i, event, List.of(channel), List.of(amount(200, 900), quantity(2 * CENTS, 500)));
    };
  }

  private LiveRule rare(int i) {
    int event = i / 5 % LiveEvents.NAMES;
    var category = new Equal("Category", "Category " + random.nextInt(EventTemplate.CATEGORIES));
    var city = new Equal("City", "City " + random.nextInt(EventTemplate.CITIES));
    var product = new Equal("Product", "Product " + (FIRST_UNKNOWN_PRODUCT + i));
    int whole = random.nextInt(MIN_AMOUNT, MAX_AMOUNT + 1) * CENTS;
    var between = new Between("Amount", whole + 10, whole + 90);
    int some = random.nextInt(1, MAX_GAP + 1) * CENTS;
    return switch (i % 5) {
      case 0 -> rule(i, event, List.of(product), List.of());
      case 1 -> rule(i, event, List.of(), List.of(between));
      case 2 -> rule(i, event, List.of(category), List.of(between));
      case 3 -> rule(i, event, List.of(category, city), List.of(between));
      default ->
          rule(i, event, List.of(city), List.of(amount(100, 900), quantity(some + 10, some + 90)));
    };
  }

  private static LiveRule rule(int i, int event, List<Equal> texts, List<Between> ranges) {
    return new LiveRule(i + 1, event, texts, ranges);
  }

  private static Between amount(int low, int high) {
    return new Between("Amount", low * CENTS, high * CENTS);
  }

  private static Between quantity(int low, int high) {
    return new Between("Quantity", low, high);
  }
}
