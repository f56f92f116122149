package dev.promontory.server.client;

/// What a caller of the API proves itself with.
public record Credentials(String accountId, String passcode) {

  /// Without the passcode: this may land in a log.
  @Override
  public String toString() {
    return "Credentials[accountId=" + accountId + "]";
  }
}
