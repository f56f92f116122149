package dev.promontory.server.database;

/// The server cannot start on this machine as it is set up. The message is one sentence for the
/// person at the terminal; no stack trace is needed to act on it.
public final class StartFailure extends RuntimeException {
  public StartFailure(String message) {
    super(message);
  }

  public StartFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
