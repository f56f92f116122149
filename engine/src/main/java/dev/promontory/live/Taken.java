package dev.promontory.live;

import dev.promontory.live.match.Path;
import dev.promontory.record.Name;
import dev.promontory.record.Properties;
import dev.promontory.record.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a reward takes from its trigger event.
///
/// @param basis the number that the reward is counted from; null if the campaign names none, or the
///   trigger event has not exactly one number there
/// @param carried the texts that are written beside the reward, by the property they come from;
///   properties that have not exactly one simple value are missing. A number is written as a
///   decimal without trailing zeros, a flag as `true` or `false`, a date as ISO 8601 in UTC
public record Taken(@Nullable BigDecimal basis, Map<Name, String> carried) {

  /// Nothing: the campaign asks for nothing, or there is no trigger event.
  public static final Taken NOTHING = new Taken(null, Map.of());

  public Taken {
    carried = Map.copyOf(carried);
  }

  /// What a campaign asks of its trigger event.
  ///
  /// @param basis the numeric property that the reward is counted from, or null
  /// @param carried the properties whose values are written beside the reward, at most
  ///   [#MAX_CARRIED]
  public record Wanted(@Nullable Name basis, Set<Name> carried) {

    /// The most properties that are carried.
    public static final int MAX_CARRIED = 20;

    /// Nothing.
    public static final Wanted NOTHING = new Wanted(null, Set.of());

    public Wanted {
      carried = Set.copyOf(carried);
      if (carried.size() > MAX_CARRIED) {
        throw new IllegalArgumentException("at most 20 properties are carried");
      }
    }

    /// What of it an event has.
    Taken from(Properties properties) {
      if (equals(NOTHING)) {
        return Taken.NOTHING;
      }
      Map<Name, String> texts = HashMap.newHashMap(carried.size());
      for (var name : carried) {
        var text = text(name, properties);
        if (text != null) {
          texts.put(name, text);
        }
      }
      return new Taken(number(properties), texts);
    }

    private @Nullable BigDecimal number(Properties properties) {
      if (basis == null) {
        return null;
      }
      var numbers = Path.of(basis).numbers(properties);
      return numbers.size() == 1 ? numbers.getFirst() : null;
    }

    private static @Nullable String text(Name name, Properties properties) {
      var values = Path.of(name).values(properties);
      return values.size() == 1 ? text(values.getFirst()) : null;
    }

    private static @Nullable String text(Value value) {
      return switch (value) {
        case Value.Text(var text) -> text;
        case Value.Decimal(long micros) -> decimal(BigDecimal.valueOf(micros, Value.SCALE));
        case Value.Real(double number) -> decimal(BigDecimal.valueOf(number));
        case Value.Flag(boolean flag) -> Boolean.toString(flag);
        case Value.Date(long epochSecond) -> Instant.ofEpochSecond(epochSecond).toString();
        case Value.Texts _, Value.Nested _, Value.Items _ -> null;
      };
    }

    /// At most some 330 characters, for a double has no more places.
    private static String decimal(BigDecimal number) {
      return number.stripTrailingZeros().toPlainString();
    }
  }
}
