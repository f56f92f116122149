package dev.promontory.webhook;

/// How a receiver is told who calls, besides the signature. Texts of these records leave the secret
/// out (WH4).
public sealed interface Auth {

  /// Not at all.
  record None() implements Auth {}

  /// HTTP Basic (RFC 7617).
  ///
  /// @param user without a colon
  record Basic(String user, String password) implements Auth {
    @Override
    public String toString() {
      return "Basic[" + user + "]";
    }
  }

  /// A token in the header `Authorization` (RFC 6750).
  record Bearer(String token) implements Auth {
    @Override
    public String toString() {
      return "Bearer[]";
    }
  }

  /// A header of the receiver's choice.
  record Header(String name, String value) implements Auth {
    @Override
    public String toString() {
      return "Header[" + name + "]";
    }
  }
}
