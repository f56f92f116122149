package dev.promontory.bench;

import java.io.IOException;

/// One client of `creditDebit` on a connection of its own. Belongs to one thread.
///
/// @param path without the user
record CreditDebitCalls(HttpConnection connection, String path) implements AutoCloseable {
  private static final int OK = 200;
  private static final String BODY =
      """
      {"transactionType":"%s","points":%d,"description":"%s","orderId":"%s"}\
      """;

  static CreditDebitCalls open(LedgerWallet wallet) throws IOException {
    return new CreditDebitCalls(
        new HttpConnection(wallet.server().address()),
        "/1/promo/creditDebit?walletId=" + wallet.id() + "&identity=");
  }

  /// Credits a user.
  ///
  /// @throws IllegalStateException if that is refused
  void credit(int user, int points, String key) throws IOException {
    post(user, BODY.formatted("CREDIT", points, "Points for a purchase", key), key);
  }

  /// Debits a user.
  ///
  /// @throws IllegalStateException if that is refused
  void debit(int user, int points, String key) throws IOException {
    post(user, BODY.formatted("DEBIT", points, "Points spent", key), key);
  }

  private void post(int user, String body, String key) throws IOException {
    var reply = connection.post(path + UploadBody.identity(user), key, body);
    if (reply.status() != OK) {
      throw new IllegalStateException(key + " was answered " + reply);
    }
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
