package dev.promontory.points;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one reward is worth before budgets: scheme, then the wallet's rounding, then the cap
/// (S1.2).
public final class Award {
  private Award() {}

  /// The award of a scheme.
  ///
  /// @param cap the most that one award may be, or null; cut down to the wallet's decimals
  /// @param seed decides the draw of a random scheme: the same seed always draws the same
  /// @return 0 is an award too; empty if the scheme has no amount that the wallet can hold
  public static Optional<Points> of(
      EarnScheme earn, Rounding rounding, @Nullable Points cap, long seed) {
    return switch (earn) {
      case EarnScheme.Flat flat -> Optional.of(of(flat.points().toBigDecimal(), rounding, cap));
      case EarnScheme.Random random ->
          TriangularDraw.draw(random, rounding.decimals(), seed)
              .map(points -> atMost(points, rounding, cap));
    };
  }

  /// The award for a number that a scheme calculated, 0 or more.
  ///
  /// @throws IllegalArgumentException if the number is negative or too large for points
  public static Points of(BigDecimal calculated, Rounding rounding, @Nullable Points cap) {
    return atMost(rounding.round(calculated), rounding, cap);
  }

  private static Points atMost(Points points, Rounding rounding, @Nullable Points cap) {
    if (cap == null || points.compareTo(cap) <= 0) {
      return points;
    }
    return rounding.floor(cap);
  }
}
