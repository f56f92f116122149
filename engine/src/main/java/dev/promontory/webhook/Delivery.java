package dev.promontory.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An event that a webhook is, or was, told of.
///
/// @param event its name, as in [WebhookEvents]
/// @param user number of the user whom it is about
/// @param payload what is sent: JSON in ASCII
/// @param attempts how often it was sent since it was added or replayed, as far as is known
/// @param dueAt when it is sent next; null unless it waits
/// @param last what came of sending it last, or null if it was not sent yet
public record Delivery(
    DeliveryKey key,
    String event,
    long user,
    String payload,
    Instant createdAt,
    State state,
    int attempts,
    @Nullable Instant dueAt,
    @Nullable Attempt last) {

  /// What has become of it. The code is what is stored.
  public enum State {
    /// It is to be sent, for the first time or again.
    WAITING(1),
    /// The receiver accepted it.
    DELIVERED(2),
    /// It has used up its attempts.
    FAILED(3);

    private final int code;

    State(int code) {
      this.code = code;
    }

    public int code() {
      return code;
    }

    /// The state with a stored code.
    ///
    /// @throws IllegalArgumentException if there is none
    public static State ofCode(int code) {
      for (var state : values()) {
        if (state.code == code) {
          return state;
        }
      }
      throw new IllegalArgumentException("no state of a delivery has the code " + code);
    }
  }

  /// One that is due at once.
  public static Delivery fresh(
      DeliveryKey key, String event, long user, String payload, Instant now) {
    return new Delivery(key, event, user, payload, now, State.WAITING, 0, now, null);
  }
}
