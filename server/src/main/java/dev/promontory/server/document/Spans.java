package dev.promontory.server.document;

import dev.promontory.time.Span;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads durations: `{"amount":30,"unit":"day"}`.
final class Spans {
  private static final String UNITS = "minute, hour, day, week, month or year";

  private Spans() {}

  /// A duration of at most 100 years, or null with its problems.
  static @Nullable Span read(Node node) {
    var fields = Fields.of(node);
    return fields == null ? null : read(fields);
  }

  /// A duration whose fields stand beside others, which were asked for before; null with its
  /// problems.
  static @Nullable Span read(Fields fields) {
    var amount = fields.required("amount", "How long it is: a whole number.");
    var unit = fields.required("unit", "What is counted: " + UNITS + ".");
    fields.refuseOthers();
    var read = unit == null ? null : unit(unit);
    if (amount == null || read == null) {
      return null;
    }
    var count = amount.whole(1, maxOf(read));
    return count == null ? null : new Span(Math.toIntExact(count), read);
  }

  private static Span.@Nullable Unit unit(Node node) {
    if (node.json().isString()) {
      for (var unit : Span.Unit.values()) {
        if (unit.name().toLowerCase(Locale.ROOT).equals(node.json().stringValue())) {
          return unit;
        }
      }
    }
    node.wrong("A unit is " + UNITS + ".");
    return null;
  }

  /// A hundred years, so that every instant that comes out of it can be stored.
  private static int maxOf(Span.Unit unit) {
    return switch (unit) {
      case MINUTE, HOUR -> Span.MAX_AMOUNT;
      case DAY -> 36_500;
      case WEEK -> 5_200;
      case MONTH -> 1_200;
      case YEAR -> 100;
    };
  }
}
