package dev.promontory.testkit.history;

import dev.promontory.record.Name;
import dev.promontory.record.Properties;
import dev.promontory.record.Value;
import dev.promontory.rule.Test;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Tests of properties, told naively.
final class NaiveTest {
  private NaiveTest() {}

  static boolean passes(Test test, Properties properties, Name path, ZoneId zone) {
    var values = values(properties, path);
    return switch (test) {
      case Test.Not not -> !passes(not.test(), properties, path, zone);
      case Test.Exists _ -> !values.isEmpty();
      case Test.In in ->
          singles(values)
              .anyMatch(value -> in.values().stream().anyMatch(wanted -> equal(value, wanted)));
      case Test.Contains contains ->
          singles(values)
              .anyMatch(
                  value ->
                      value instanceof Value.Text(String text) && text.contains(contains.text()));
      case Test.Range range -> singles(values).anyMatch(value -> within(value, range));
      case Test.Days days -> singles(values).anyMatch(value -> within(value, days, zone));
    };
  }

  /// Everything that stands under a path.
  static List<Value> values(Properties properties, Name path) {
    var names = List.of(path.key().split("\\.", -1));
    return values(properties, names).toList();
  }

  private static Stream<Value> values(Properties properties, List<String> names) {
    return properties.list().stream()
        .filter(property -> property.name().key().equals(names.getFirst()))
        .flatMap(property -> values(property.value(), names.subList(1, names.size())));
  }

  private static Stream<Value> values(Value value, List<String> names) {
    if (names.isEmpty()) {
      return Stream.of(value);
    }
    return switch (value) {
      case Value.Nested nested -> values(nested.properties(), names);
      case Value.Items items -> items.items().stream().flatMap(item -> values(item, names));
      case Value.Text _, Value.Decimal _, Value.Real _, Value.Flag _, Value.Date _, Value.Texts _ ->
          Stream.empty();
    };
  }

  private static Stream<Value> singles(List<Value> values) {
    return values.stream()
        .flatMap(
            value ->
                value instanceof Value.Texts several
                    ? several.texts().stream().map(Value.Text::new)
                    : Stream.of(value));
  }

  private static boolean equal(Value one, Value other) {
    var number = number(one);
    var otherNumber = number(other);
    if (number != null && otherNumber != null) {
      return number.compareTo(otherNumber) == 0;
    }
    return one.equals(other) && isSimple(one);
  }

  private static boolean isSimple(Value value) {
    return value instanceof Value.Text
        || value instanceof Value.Flag
        || value instanceof Value.Date;
  }

  /// The number that a value is, or null. A double is the shortest decimal that reads back as it.
  static @Nullable BigDecimal number(Value value) {
    return switch (value) {
      case Value.Decimal decimal -> BigDecimal.valueOf(decimal.micros(), 6);
      case Value.Real real -> new BigDecimal(Double.toString(real.number()));
      case Value.Text _, Value.Flag _, Value.Date _, Value.Texts _, Value.Nested _, Value.Items _ ->
          null;
    };
  }

  private static boolean within(Value value, Test.Range range) {
    var number = number(value);
    return number != null
        && (range.from() == null || isOnSide(number.compareTo(range.from().number()), range.from()))
        && (range.to() == null || isOnSide(range.to().number().compareTo(number), range.to()));
  }

  private static boolean isOnSide(int side, Test.Bound bound) {
    return side > 0 || (side == 0 && bound.included());
  }

  private static boolean within(Value value, Test.Days days, ZoneId zone) {
    if (!(value instanceof Value.Date(long epochSecond))) {
      return false;
    }
    var day = LocalDate.ofInstant(Instant.ofEpochSecond(epochSecond), zone);
    return (days.first() == null || !day.isBefore(days.first()))
        && (days.last() == null || !day.isAfter(days.last()));
  }
}
