package dev.promontory.testkit.history;

import dev.promontory.live.Taken;
import dev.promontory.record.Name;
import dev.promontory.record.Properties;
import dev.promontory.record.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a reward takes from its trigger event, told naively.
public final class NaiveTaken {
  private NaiveTaken() {}

  /// What an event has of what is wanted.
  public static Taken of(Taken.Wanted wanted, Properties properties) {
    var texts = new HashMap<Name, String>();
    for (var name : wanted.carried()) {
      var values = NaiveTest.values(properties, name);
      var text = values.size() == 1 ? text(values.getFirst()) : null;
      if (text != null) {
        texts.put(name, text);
      }
    }
    return new Taken(wanted.basis() == null ? null : number(wanted.basis(), properties), texts);
  }

  private static @Nullable BigDecimal number(Name name, Properties properties) {
    var numbers =
        NaiveTest.values(properties, name).stream()
            .map(NaiveTest::number)
            .filter(Objects::nonNull)
            .toList();
    return numbers.size() == 1 ? numbers.getFirst() : null;
  }

  private static @Nullable String text(Value value) {
    if (value instanceof Value.Text(String text)) {
      return text;
    }
    if (value instanceof Value.Flag(boolean flag)) {
      return flag ? "true" : "false";
    }
    if (value instanceof Value.Date(long epochSecond)) {
      return Instant.ofEpochSecond(epochSecond).toString();
    }
    var number = NaiveTest.number(value);
    return number == null ? null : number.stripTrailingZeros().toPlainString();
  }
}
