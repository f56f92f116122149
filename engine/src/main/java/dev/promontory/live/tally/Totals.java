package dev.promontory.live.tally;

import dev.promontory.rule.Comparison;
import dev.promontory.rule.Measure;
import java.math.BigDecimal;

/// How many events there are, and how much they sum up to.
public record Totals(long count, BigDecimal sum) {

  static final Totals NONE = new Totals(0, BigDecimal.ZERO);

  Totals plus(Slot slot) {
    return new Totals(count + slot.count(), sum.add(slot.sum()));
  }

  /// Whether a measure holds of this (Q4, S4.5).
  ///
  /// @param includeZero whether it is asked of users without an event too
  public boolean meets(Measure measure, boolean includeZero) {
    if (count == 0 && !includeZero) {
      return false;
    }
    var counted = BigDecimal.valueOf(count);
    return switch (measure) {
      case Measure.Count(Comparison by) -> compares(counted, by, BigDecimal.ONE);
      case Measure.Sum sums -> compares(sum, sums.comparison(), BigDecimal.ONE);
      // The sum against the bound times the count: nothing is divided, nothing rounded.
      case Measure.Average average ->
          compares(sum, average.comparison(), counted.max(BigDecimal.ONE));
    };
  }

  private static boolean compares(BigDecimal number, Comparison by, BigDecimal factor) {
    int side = number.compareTo(by.value().multiply(factor));
    var high = by.high();
    return switch (by.operator()) {
      case EQUALS -> side == 0;
      case NOT_EQUALS -> side != 0;
      case GT -> side > 0;
      case GTE -> side >= 0;
      case LT -> side < 0;
      case LTE -> side <= 0;
      case BETWEEN -> side >= 0 && high != null && number.compareTo(high.multiply(factor)) <= 0;
    };
  }
}
