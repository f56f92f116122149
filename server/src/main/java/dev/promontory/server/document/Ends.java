package dev.promontory.server.document;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The two ends of a `between`, both included: `[10, 20]` or `{"from":10,"to":20}`.
record Ends(Node low, Node high) {

  /// The ends, or null with the problem.
  static @Nullable Ends of(Node node) {
    if (node.json().isObject()) {
      var fields = Fields.of(node);
      if (fields == null) {
        return null;
      }
      var low = fields.required("from", "Where it begins.");
      var high = fields.required("to", "Where it ends.");
      fields.refuseOthers();
      return low == null || high == null ? null : new Ends(low, high);
    }
    if (!node.json().isArray() || node.json().size() != 2) {
      node.wrong("between takes two ends, both included: [10, 20] or {\"from\":10,\"to\":20}.");
      return null;
    }
    return new Ends(node.element(0), node.element(1));
  }

  /// The ends as numbers in order, or null with the problems.
  Map.@Nullable Entry<BigDecimal, BigDecimal> numbers() {
    return inOrder(low.number(), high.number());
  }

  /// The ends as days in order, or null with the problems.
  Map.@Nullable Entry<LocalDate, LocalDate> dates() {
    var first = low.date();
    var last = high.date();
    if (first == null || last == null) {
      return null;
    }
    if (last.isBefore(first)) {
      high.wrong("It ends on " + last + ", before it begins on " + first + ".");
      return null;
    }
    return Map.entry(first, last);
  }

  private Map.@Nullable Entry<BigDecimal, BigDecimal> inOrder(
      @Nullable BigDecimal from, @Nullable BigDecimal to) {
    if (from == null || to == null) {
      return null;
    }
    if (to.compareTo(from) < 0) {
      high.wrong("It ends before it begins.");
      return null;
    }
    return Map.entry(from, to);
  }
}
