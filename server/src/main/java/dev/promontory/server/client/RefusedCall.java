package dev.promontory.server.client;

/// The server refused a call that the program counted on.
public final class RefusedCall extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;

  RefusedCall(String message, int status) {
    super(message);
    this.status = status;
  }

  /// The HTTP status of the answer.
  public int status() {
    return status;
  }
}
