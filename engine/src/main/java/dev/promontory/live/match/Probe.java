package dev.promontory.live.match;

import dev.promontory.record.Value;
import dev.promontory.rule.Test;
import dev.promontory.time.Interval;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A test, made ready to be put to many values. Immutable.
sealed interface Probe {

  /// Whether the test passes for all that stands at a property (Q1, Q2).
  boolean passes(List<Value> values);

  /// Whether the test passes for the one value that stands at a property.
  boolean passes(Value only);

  static Probe of(Test test, ZoneId zone) {
    return switch (test) {
      case Test.Exists _ -> new Present();
      case Test.In in -> new Equal(in.values());
      case Test.Contains contains -> new Containing(contains.text());
      case Test.Range range -> Within.of(range);
      case Test.Days days -> new During(seconds(days, zone));
      case Test.Not not -> new Opposite(of(not.test(), zone));
    };
  }

  private static Interval seconds(Test.Days days, ZoneId zone) {
    var first = days.first();
    var last = days.last();
    return new Interval(
        first == null ? Long.MIN_VALUE : Interval.startOf(first, zone),
        last == null ? Long.MAX_VALUE : Interval.startOf(last.plusDays(1), zone));
  }

  /// There is a value.
  record Present() implements Probe {
    @Override
    public boolean passes(List<Value> values) {
      return !values.isEmpty();
    }

    @Override
    public boolean passes(Value only) {
      return true;
    }
  }

  /// The inner probe does not pass.
  record Opposite(Probe probe) implements Probe {
    @Override
    public boolean passes(List<Value> values) {
      return !probe.passes(values);
    }

    @Override
    public boolean passes(Value only) {
      return !probe.passes(only);
    }
  }

  /// One of the single values passes; the texts of a multi-value property are single values.
  sealed interface Single extends Probe {
    boolean test(Value single);

    @Override
    default boolean passes(List<Value> values) {
      for (var value : values) {
        if (passes(value)) {
          return true;
        }
      }
      return false;
    }

    @Override
    default boolean passes(Value only) {
      return only instanceof Value.Texts(List<String> texts)
          ? texts.stream().anyMatch(text -> test(new Value.Text(text)))
          : test(only);
    }
  }

  /// Equal to one of several values, which are canonical.
  record Equal(Set<Value> wanted) implements Single {
    Equal(List<Value> values) {
      this(canonical(values));
    }

    private static Set<Value> canonical(List<Value> values) {
      var set = new HashSet<Value>();
      for (var value : values) {
        if (value instanceof Value.Text
            || value instanceof Value.Flag
            || value instanceof Value.Date
            || Numbers.isNumber(value)) {
          set.add(Numbers.canonical(value));
        }
      }
      return Set.copyOf(set);
    }

    @Override
    public boolean test(Value single) {
      return wanted.contains(Numbers.canonical(single));
    }
  }

  /// A text with a text inside.
  record Containing(String part) implements Single {
    @Override
    public boolean test(Value single) {
      return single instanceof Value.Text(String text) && text.contains(part);
    }
  }

  /// A date in an interval of seconds.
  record During(Interval seconds) implements Single {
    @Override
    public boolean test(Value single) {
      return single instanceof Value.Date(long second) && seconds.contains(second);
    }
  }

  /// A number within bounds. The bounds in millionths decide every [Value.Decimal].
  ///
  /// @param min the smallest millionths inside
  /// @param max the largest millionths inside
  record Within(Test.Range range, long min, long max) implements Single {
    static Within of(Test.Range range) {
      var from = range.from();
      var to = range.to();
      return new Within(
          range,
          from == null ? Long.MIN_VALUE : first(from),
          to == null ? Long.MAX_VALUE : last(to));
    }

    private static long first(Test.Bound bound) {
      long micros = Numbers.micros(bound.number(), RoundingMode.CEILING);
      return isExact(bound, micros) && !bound.included() ? micros + 1 : micros;
    }

    private static long last(Test.Bound bound) {
      long micros = Numbers.micros(bound.number(), RoundingMode.FLOOR);
      return isExact(bound, micros) && !bound.included() ? micros - 1 : micros;
    }

    private static boolean isExact(Test.Bound bound, long micros) {
      return BigDecimal.valueOf(micros, Value.SCALE).compareTo(bound.number()) == 0
          && micros != Long.MAX_VALUE
          && micros != Long.MIN_VALUE;
    }

    @Override
    public boolean test(Value single) {
      return switch (single) {
        case Value.Decimal decimal -> decimal.micros() >= min && decimal.micros() <= max;
        case Value.Real _ -> isInside(Numbers.exactly(single));
        case Value.Text _,
            Value.Flag _,
            Value.Date _,
            Value.Texts _,
            Value.Nested _,
            Value.Items _ ->
            false;
      };
    }

    private boolean isInside(BigDecimal number) {
      var from = range.from();
      var to = range.to();
      return (from == null || isBeyond(number.compareTo(from.number()), from))
          && (to == null || isBeyond(to.number().compareTo(number), to));
    }

    private static boolean isBeyond(int side, Test.Bound bound) {
      return side > 0 || (side == 0 && bound.included());
    }
  }
}
