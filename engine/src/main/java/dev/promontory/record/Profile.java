package dev.promontory.record;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// The properties of a user: the fold of their profile updates in log order (N3). Immutable.
public record Profile(Properties properties) {

  /// A user of whom nothing is known.
  public static final Profile EMPTY = new Profile(Properties.NONE);

  /// Most properties of one profile; a change that would add another is without effect.
  public static final int MAX_PROPERTIES = 256;

  /// Most values of a multi-value property; the oldest are dropped.
  public static final int MAX_VALUES = 100;

  /// The profile after an update.
  public Profile apply(RecordBody.ProfileUpdate update) {
    Map<Name, Property> next = new LinkedHashMap<>();
    for (var property : properties) {
      next.put(property.name(), property);
    }
    for (var change : update.changes()) {
      apply(change, next);
    }
    return new Profile(new Properties(List.copyOf(next.values())));
  }

  private static void apply(ProfileChange change, Map<Name, Property> next) {
    var name = change.property();
    var before = next.get(name);
    var value = valueAfter(change, before == null ? null : before.value());
    if (value == null) {
      next.remove(name);
    } else if (before != null) {
      next.put(name, new Property(before.name(), value));
    } else if (next.size() < MAX_PROPERTIES) {
      next.put(name, new Property(name, value));
    }
  }

  /// The value after a change, or null if the property is gone.
  private static @Nullable Value valueAfter(ProfileChange change, @Nullable Value before) {
    return switch (change) {
      case ProfileChange.Put put -> put.value();
      case ProfileChange.Delete _ -> null;
      case ProfileChange.Add add -> {
        var texts = texts(before);
        texts.addAll(add.values());
        yield nonEmpty(newest(texts));
      }
      case ProfileChange.Remove remove -> {
        var texts = texts(before);
        remove.values().forEach(texts::remove);
        yield nonEmpty(new ArrayList<>(texts));
      }
      case ProfileChange.Increment increment ->
          numberOr(number(before).add(number(increment.amount())), before);
    };
  }

  /// The number as a value; what was there before, if the number is beyond the range of a double.
  private static @Nullable Value numberOr(BigDecimal number, @Nullable Value before) {
    return Double.isInfinite(number.doubleValue()) ? before : Value.number(number);
  }

  private static SequencedSet<String> texts(@Nullable Value before) {
    return new LinkedHashSet<>(
        switch (before) {
          case Value.Texts texts -> texts.texts();
          case Value.Text text -> List.of(text.text());
          case Value.Decimal decimal ->
              List.of(number(decimal).stripTrailingZeros().toPlainString());
          case null, default -> List.<String>of();
        });
  }

  private static List<String> newest(SequencedSet<String> texts) {
    var list = new ArrayList<>(texts);
    return list.subList(Math.max(0, list.size() - MAX_VALUES), list.size());
  }

  private static @Nullable Value nonEmpty(List<String> texts) {
    return texts.isEmpty() ? null : new Value.Texts(texts);
  }

  private static BigDecimal number(@Nullable Value value) {
    return switch (value) {
      case Value.Decimal decimal -> BigDecimal.valueOf(decimal.micros(), Value.SCALE);
      case Value.Real real -> BigDecimal.valueOf(real.number());
      case null, default -> BigDecimal.ZERO;
    };
  }
}
