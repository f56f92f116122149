package dev.promontory.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What came of sending a delivery once.
///
/// @param at when it was sent
/// @param tookMillis how long that took, in milliseconds
/// @param status the HTTP status of the answer, or 0 if none came
/// @param note the beginning of the answer's body, or why none came; at most [#MAX_NOTE] characters
/// @param notBefore when the receiver wants to be asked again at the earliest, or null if it did
///   not say
public record Attempt(
    Instant at, long tookMillis, int status, String note, @Nullable Instant notBefore) {

  /// The longest note, in characters.
  public static final int MAX_NOTE = 500;

  private static final int FIRST_ACCEPTED = 200;
  private static final int LAST_ACCEPTED = 299;

  /// Whether the receiver took the delivery. A redirection is not followed, so it is none.
  public boolean isAccepted() {
    return status >= FIRST_ACCEPTED && status <= LAST_ACCEPTED;
  }
}
