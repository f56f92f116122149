package dev.promontory.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether a webhook is sent to, and how that goes.
///
/// @param failingSince the first failed attempt since the last one that did not fail; null while it
///   works
public record Standing(Status status, @Nullable Instant failingSince) {

  /// How long a receiver may fail without a break before it is suspended (Standard Webhooks).
  public static final Duration MAX_FAILING = Duration.ofDays(5);

  /// The answer by which a receiver says that it wants no more calls: 410 Gone.
  static final int GONE = 410;

  /// Nothing has been sent yet.
  public static final Standing NEW = new Standing(Status.ACTIVE, null);

  /// Whether it is sent to. Deliveries are added all the same, but for a deleted one. The code is
  /// what is stored.
  public enum Status {
    ACTIVE(1),
    /// Somebody paused it.
    PAUSED(2),
    /// It failed for [#MAX_FAILING], or said that it is gone; somebody has to resume it.
    SUSPENDED(3),
    /// It is as good as none.
    DELETED(4);

    private final int code;

    Status(int code) {
      this.code = code;
    }

    public int code() {
      return code;
    }

    /// The status with a stored code.
    ///
    /// @throws IllegalArgumentException if there is none
    public static Status ofCode(int code) {
      for (var status : values()) {
        if (status.code == code) {
          return status;
        }
      }
      throw new IllegalArgumentException("no status of a webhook has the code " + code);
    }
  }

  public boolean isFailing() {
    return failingSince != null;
  }

  /// How it stands after some attempts, in whatever order they came back: the one that was begun
  /// last says whether it works.
  ///
  /// @param attempts at least one
  public Standing after(List<Attempt> attempts, Instant now) {
    var ordered = attempts.stream().sorted(Comparator.comparing(Attempt::at)).toList();
    var since = failingSince;
    for (var attempt : ordered) {
      since = attempt.isAccepted() ? null : since == null ? attempt.at() : since;
    }
    boolean isGone = ordered.stream().anyMatch(attempt -> attempt.status() == GONE);
    boolean isHopeless = since != null && !now.isBefore(since.plus(MAX_FAILING));
    return new Standing(
        status == Status.ACTIVE && (isGone || isHopeless) ? Status.SUSPENDED : status, since);
  }
}
