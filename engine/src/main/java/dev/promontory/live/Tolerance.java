package dev.promontory.live;

/// How far the time of a trigger event may be from its receipt (S3.1), both ends included.
///
/// @param lateSeconds how long before, 0 or more
/// @param earlySeconds how long after, 0 or more
public record Tolerance(int lateSeconds, int earlySeconds) {

  /// Two hours and two minutes.
  public static final Tolerance DEFAULT = new Tolerance(7_200, 120);

  public Tolerance {
    if (lateSeconds < 0 || earlySeconds < 0) {
      throw new IllegalArgumentException("a tolerance is 0 or more");
    }
  }

  /// Whether an event may trigger. Counted in whole seconds, which is how finely events are timed.
  public boolean allows(long epochSecond, long receivedAtMillis) {
    long late = Math.floorDiv(receivedAtMillis, 1_000) - epochSecond;
    return late <= lateSeconds && -late <= earlySeconds;
  }
}
