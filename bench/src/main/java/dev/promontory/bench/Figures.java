package dev.promontory.bench;

import java.util.Locale;

/// Figures as people read them.
final class Figures {
  private Figures() {}

  /// Whole numbers with a separator from 100 up; below that with two decimals.
  static String text(double figure) {
    return figure == Math.rint(figure) || Math.abs(figure) >= 100
        ? String.format(Locale.ROOT, "%,.0f", figure)
        : String.format(Locale.ROOT, "%.2f", figure);
  }
}
