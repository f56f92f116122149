package dev.promontory.points;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one reward is worth before budgets: scheme, then the wallet's rounding, then the cap
/// (S1.2). Exact: what a scheme calculates is a fraction, and is rounded once.
public final class Award {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private Award() {}

  /// What decides about one award.
  ///
  /// @param basis the number of the trigger event, for schemes that take one; null if it has none
  /// @param seed decides the draw of a random scheme: the same seed always draws the same
  public record Facts(@Nullable BigDecimal basis, long seed) {

    /// The basis, or null if nothing can be calculated from it.
    private @Nullable BigDecimal usableBasis() {
      return basis == null || basis.signum() < 0 ? null : basis;
    }
  }

  /// The award of a scheme.
  ///
  /// @param cap the most that one award may be, or null; cut down to the wallet's decimals
  /// @return 0 is an award too; empty if there is none (S1.7): the basis is missing or below 0, the
  ///   points are more than can be counted, or the wallet can hold no amount of the scheme
  public static Optional<Points> of(
      EarnScheme earn, Rounding rounding, @Nullable Points cap, Facts facts) {
    return points(earn, rounding, facts).map(points -> atMost(points, rounding, cap));
  }

  private static Optional<Points> points(EarnScheme earn, Rounding rounding, Facts facts) {
    return switch (earn) {
      case EarnScheme.Flat(var points) -> rounding.round(points.toBigDecimal(), BigDecimal.ONE);
      case EarnScheme.Random random ->
          TriangularDraw.draw(random, rounding.decimals(), facts.seed());
      case EarnScheme.Percentage(var percent, _) -> {
        var basis = facts.usableBasis();
        yield basis == null ? Optional.empty() : rounding.round(basis.multiply(percent), HUNDRED);
      }
      case EarnScheme.Proportional proportional -> {
        var basis = facts.usableBasis();
        yield basis == null ? Optional.empty() : points(proportional, basis, rounding);
      }
    };
  }

  private static Optional<Points> points(
      EarnScheme.Proportional earn, BigDecimal basis, Rounding rounding) {
    var points = earn.points().toBigDecimal();
    return switch (earn.unitMode()) {
      case WHOLE ->
          rounding.round(
              basis.divideToIntegralValue(earn.perUnits()).multiply(points), BigDecimal.ONE);
      case PRO_RATA -> rounding.round(basis.multiply(points), earn.perUnits());
    };
  }

  private static Points atMost(Points points, Rounding rounding, @Nullable Points cap) {
    if (cap == null || points.compareTo(cap) <= 0) {
      return points;
    }
    return rounding.floor(cap);
  }
}
