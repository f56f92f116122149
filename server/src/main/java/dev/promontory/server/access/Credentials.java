package dev.promontory.server.access;

/// What a caller shows.
///
/// @param accountId the account's public id, as sent
/// @param passcode its passcode, as sent; never logged
public record Credentials(String accountId, String passcode) {
  /// Longer ones are wrong anyway and are not worth hashing.
  public static final int MAX_LENGTH = 1_024;

  /// For callers who show none: wrong for every account, yet checked like any other, so that the
  /// answer takes the same time.
  public static final Credentials NONE = new Credentials("", "");

  public Credentials {
    if (accountId.length() > MAX_LENGTH || passcode.length() > MAX_LENGTH) {
      accountId = "";
      passcode = "";
    }
  }

  @Override
  public String toString() {
    return "Credentials[accountId=" + accountId + "]";
  }
}
