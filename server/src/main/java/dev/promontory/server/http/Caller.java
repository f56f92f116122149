package dev.promontory.server.http;

import dev.promontory.account.Account;
import java.util.NoSuchElementException;

/// Whose credentials the request at hand carries: the one scoped value of the program.
public final class Caller {
  static final ScopedValue<Account> ACCOUNT = ScopedValue.newInstance();

  private Caller() {}

  /// The account that the request is about. To be called on the thread that handles the request.
  ///
  /// @throws NoSuchElementException outside a request, or in an open route
  public static Account account() {
    return ACCOUNT.get();
  }
}
