package dev.promontory.account;

/// The people who may use the console. Implementations are safe for use by many threads.
public interface ConsoleUsers {

  /// How many there are, over all accounts.
  int count();

  /// Stores a new person.
  ///
  /// @param account the account that they see
  /// @param email the name they sign in with, in lower case, 3 to 254 characters; one that exists
  ///   already is a failure
  /// @param passwordHash the encoded hash of the password, never the password itself
  void create(Account account, String email, String passwordHash);
}
