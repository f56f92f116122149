package dev.promontory.server.document;

import dev.promontory.rule.Window;
import dev.promontory.time.Span;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads when an event must have happened: `{"last":{"amount":30,"unit":"day"}}`.
final class WindowReader {
  private static final List<String> KINDS =
      List.of("last", "exactlyAgo", "between", "on", "before", "after", "period");

  private WindowReader() {}

  /// A window, or null with its problems.
  static @Nullable Window read(Node node) {
    var fields = Fields.of(node);
    if (fields == null) {
      return null;
    }
    var kind = fields.one("A window", KINDS);
    fields.refuseOthers();
    if (kind == null) {
      return null;
    }
    var field = kind.getValue();
    return switch (kind.getKey()) {
      case "last" -> map(Spans.read(field), Window.Last::new);
      case "exactlyAgo" -> exactlyAgo(field);
      case "between" -> between(field);
      case "on" -> map(field.date(), day -> new Window.Between(day, day));
      case "before" -> map(field.date(), Window.Before::new);
      case "after" -> map(field.date(), Window.After::new);
      default -> period(field);
    };
  }

  private static <T> @Nullable Window map(@Nullable T value, Function<T, Window> window) {
    return value == null ? null : window.apply(value);
  }

  private static @Nullable Window exactlyAgo(Node node) {
    Span span = Spans.read(node);
    if (span != null && span.unit().isExact()) {
      node.field("unit").wrong("Exactly ago means a whole day: take day, week, month or year.");
      return null;
    }
    return map(span, Window.ExactlyAgo::new);
  }

  private static @Nullable Window between(Node node) {
    var fields = Fields.of(node);
    if (fields == null) {
      return null;
    }
    var from = fields.required("from", "The first day of the window.");
    var to = fields.required("to", "The last day of the window.");
    fields.refuseOthers();
    LocalDate first = from == null ? null : from.date();
    LocalDate last = to == null ? null : to.date();
    if (first == null || last == null) {
      return null;
    }
    if (last.isBefore(first)) {
      node.wrong("The window ends on " + last + ", before it begins on " + first + ".");
      return null;
    }
    return new Window.Between(first, last);
  }

  private static @Nullable Window period(Node node) {
    return switch (node.json().isString() ? node.json().stringValue() : "") {
      case "today" -> new Window.In(Window.Period.TODAY);
      case "thisMonth" -> new Window.In(Window.Period.THIS_MONTH);
      case "previousMonth" -> new Window.In(Window.Period.PREVIOUS_MONTH);
      default -> {
        node.wrong("A period is today, thisMonth or previousMonth.");
        yield null;
      }
    };
  }
}
