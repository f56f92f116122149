package dev.promontory.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/// When a delivery is sent again: after 5 seconds, 30 seconds, 2 minutes, 10 minutes, 1 hour, 6
/// hours and 24 hours, each a fifth shorter or longer at random, so that those who failed together
/// don't come back together.
public final class Retries {
  static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofHours(24));

  /// How often a delivery is sent.
  public static final int MAX_ATTEMPTS = PAUSES.size() + 1;

  /// The longest that a receiver can ask to be left alone.
  static final Duration MAX_WAIT = Duration.ofHours(24);

  private static final double SHORTEST = 0.8;
  private static final double LONGEST = 1.2;

  private Retries() {}

  /// What becomes of a delivery.
  public sealed interface Fate {
    /// The receiver has it.
    record Delivered() implements Fate {}

    /// It is sent again.
    record Again(Instant dueAt) implements Fate {}

    /// It is given up, until somebody replays it.
    record Failed() implements Fate {}
  }

  /// What becomes of a delivery after an attempt.
  ///
  /// @param attempts how many there were, this one included
  public static Fate after(int attempts, Attempt attempt, RandomGenerator random) {
    if (attempt.isAccepted()) {
      return new Fate.Delivered();
    }
    if (attempts >= MAX_ATTEMPTS) {
      return new Fate.Failed();
    }
    double millis = PAUSES.get(attempts - 1).toMillis() * random.nextDouble(SHORTEST, LONGEST);
    var planned = attempt.at().plusMillis(Math.round(millis));
    var wanted = attempt.notBefore();
    if (wanted == null || wanted.isBefore(planned)) {
      return new Fate.Again(planned);
    }
    var latest = attempt.at().plus(MAX_WAIT);
    var asked = wanted.isAfter(latest) ? latest : wanted;
    return new Fate.Again(asked.isBefore(planned) ? planned : asked);
  }
}
