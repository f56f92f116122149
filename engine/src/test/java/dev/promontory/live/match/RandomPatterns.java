package dev.promontory.live.match;

import dev.promontory.record.Name;
import dev.promontory.record.Properties;
import dev.promontory.record.Property;
import dev.promontory.record.RecordBody;
import dev.promontory.record.Value;
import dev.promontory.rule.Behavior;
import dev.promontory.rule.Test;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Random patterns and events of few words, so that they often meet.
final class RandomPatterns {
  private static final List<String> PATHS = List.of("A", "B", "Tags", "Items.A", "In.A", "In.B");
  private static final List<String> NUMBERS =
      List.of("0", "1", "-1", "0.5", "0.0000001", "1e13", "-1e13", "1e300", "1e400", "-1e999999");
  private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");

  private final SplittableRandom random;

  RandomPatterns(SplittableRandom random) {
    this.random = random;
  }

  Pattern pattern() {
    return new Pattern(new Pattern.Source(name(), several(4, this::clause), ZONE));
  }

  private Name name() {
    return Name.of(random.nextBoolean() ? "Charged" : "Product Viewed");
  }

  private Behavior.Clause clause() {
    var conditions = new ArrayList<>(several(2, this::condition));
    conditions.add(condition());
    return new Behavior.Clause(random.nextInt(3) == 0 ? conditions : conditions.subList(0, 1));
  }

  private Behavior.Condition condition() {
    return new Behavior.Condition(Name.of(pick(PATHS)), test());
  }

  private Test test() {
    return switch (random.nextInt(8)) {
      case 0 -> new Test.Exists();
      case 1, 2 -> new Test.In(several(3, this::single));
      case 3, 4 -> new Test.Range(random.nextInt(3) == 0 ? null : bound(), bound());
      case 5 -> new Test.Range(bound(), null);
      case 6 -> new Test.Days(LocalDate.EPOCH, random.nextBoolean() ? null : LocalDate.EPOCH);
      default -> new Test.Not(test());
    };
  }

  private Test.Bound bound() {
    var number =
        random.nextInt(3) == 0
            ? new BigDecimal(pick(NUMBERS))
            : BigDecimal.valueOf(random.nextInt(-3, 4));
    return new Test.Bound(number, random.nextBoolean());
  }

  private Value single() {
    return switch (random.nextInt(6)) {
      case 0, 1 -> new Value.Text(pick(List.of("a", "b", "c")));
      case 2 -> new Value.Flag(random.nextBoolean());
      case 3 -> new Value.Date(random.nextLong(0, 2 * 86_400));
      case 4 -> Value.number(new BigDecimal(pick(NUMBERS.subList(0, 8))));
      default -> Value.number(random.nextInt(-3, 4));
    };
  }

  RecordBody.Event event() {
    var properties = new ArrayList<Property>();
    properties.add(property("A", single()));
    properties.add(property("b", single()));
    properties.add(
        property("Tags", new Value.Texts(several(2, () -> pick(List.of("a", "b", "c"))))));
    properties.add(property("In", new Value.Nested(pair())));
    properties.add(property("Items", new Value.Items(several(3, this::pair))));
    properties.removeIf(_ -> random.nextInt(4) == 0);
    return new RecordBody.Event(name(), new Properties(properties));
  }

  private Properties pair() {
    return new Properties(List.of(property("a", single()), property("B", single())));
  }

  private static Property property(String name, Value value) {
    return new Property(Name.of(name), value);
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private <T> List<T> several(int most, Supplier<T> one) {
    return Stream.generate(one).limit(random.nextInt(most + 1)).toList();
  }
}
