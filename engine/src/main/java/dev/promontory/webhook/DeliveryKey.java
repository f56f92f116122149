package dev.promontory.webhook;

/// What makes a delivery unique (WH1).
///
/// @param webhookId who is told
/// @param position of the record in the log: the delivery's id beside the webhook's
public record DeliveryKey(long webhookId, long position) {

  /// The id that the receiver sees, the same at every attempt: by it repeats are recognised.
  public String messageId() {
    return "msg_" + webhookId + "_" + position;
  }
}
