package dev.promontory.bench;

/// A figure that was promised.
///
/// @param what the figure, a few words with its unit
/// @param measured what came out
/// @param bound what it must reach, or must not exceed
public record Target(String what, double measured, Side side, double bound) {

  /// On which side of its bound a figure must lie; the bound itself is inside.
  public enum Side {
    AT_LEAST("≥"),
    AT_MOST("≤");

    private final String sign;

    Side(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }
  }

  public static Target atLeast(String what, double measured, double bound) {
    return new Target(what, measured, Side.AT_LEAST, bound);
  }

  public static Target atMost(String what, double measured, double bound) {
    return new Target(what, measured, Side.AT_MOST, bound);
  }

  public boolean met() {
    return switch (side) {
      case AT_LEAST -> measured >= bound;
      case AT_MOST -> measured <= bound;
    };
  }
}
