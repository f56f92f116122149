package dev.promontory.bench;

import org.jspecify.annotations.Nullable;

/// One figure.
///
/// @param what what was measured, a few words
/// @param baseline the same of the baseline, or null where it has no counterpart
/// @param unit of both, such as `events/s` or `ms`
public record Measure(String what, double ours, @Nullable Double baseline, String unit) {

  public static Measure of(String what, double ours, String unit) {
    return new Measure(what, ours, null, unit);
  }

  public static Measure of(String what, double ours, double baseline, String unit) {
    return new Measure(what, ours, baseline, unit);
  }
}
