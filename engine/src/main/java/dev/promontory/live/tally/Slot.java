package dev.promontory.live.tally;

import java.math.BigDecimal;

/// Some events of about the same time, as numbers.
///
/// @param at in a [Tally]: epoch second, epoch day or 0, as the resolution says. In a seed: an
///   epoch second
/// @param count how many, 1 or more
/// @param sum of the property that is summed up, 0 if none is
public record Slot(long at, long count, BigDecimal sum) {

  public Slot {
    sum = sum.signum() == 0 ? BigDecimal.ZERO : sum;
  }

  Slot plus(Slot other) {
    return new Slot(at, count + other.count, sum.add(other.sum));
  }

  Slot at(long other) {
    return new Slot(other, count, sum);
  }
}
