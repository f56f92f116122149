package dev.promontory.bench;

import dev.promontory.server.client.ApiClient;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// A wallet of the server under test, of whole points that never expire.
///
/// @param id as the server gave it
record LedgerWallet(ServerUnderTest server, long id) {
  /// The most lines of a batch.
  static final int MAX_LINES = 1_000;

  private static final String HEADER = "identity,type,points,description\n";

  /// Lines of a batch; no more than [#MAX_LINES].
  static final class Lines {
    private final StringBuilder text = new StringBuilder(HEADER);
    private int count;

    Lines credit(int user, int points) {
      return add(user, "credit", points, "Points for a purchase");
    }

    Lines debit(int user, int points) {
      return add(user, "debit", points, "Points spent");
    }

    private Lines add(int user, String type, int points, String description) {
      text.append(UploadBody.identity(user)).append(',').append(type).append(',');
      text.append(points).append(',').append(description).append('\n');
      count++;
      return this;
    }

    int count() {
      return count;
    }

    byte[] bytes() {
      return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
  }

  static LedgerWallet create(ServerUnderTest server, String name) throws IOException {
    var id =
        server
            .management()
            .createWallet(
                Map.of(
                    "name",
                    name,
                    "pointsName",
                    "Points",
                    "expiry",
                    Map.of("type", "never"),
                    "consumption",
                    "earliestExpiry",
                    "rounding",
                    Map.of("decimals", 0, "mode", "down")));
    return new LedgerWallet(server, id);
  }

  /// Posts lines as one batch.
  ///
  /// @throws IllegalStateException if not all of them are posted
  void post(ApiClient client, Lines lines, String idempotencyKey) throws IOException {
    var path = "/api/v1/wallets/" + id + "/adjustments/bulk";
    var headers = Map.of("Idempotency-Key", idempotencyKey);
    var answer = client.post(path, "text/csv", lines.bytes(), headers).orThrow();
    if (answer.json().get("posted").asInt() != lines.count()) {
      throw new IllegalStateException(idempotencyKey + " was answered " + answer.json());
    }
  }

  /// Compares a user's points with what they must be.
  ///
  /// @throws IllegalStateException if they are not
  void check(int user, long credited, long redeemed) throws IOException {
    var shown = BigDecimal.ZERO;
    for (var wallet : server.management().wallets(UploadBody.identity(user))) {
      if (wallet.get("walletId").asLong() == id) {
        shown = wallet.get("activePoints").decimalValue();
        check(user, "credited", wallet.get("creditedPoints").decimalValue(), credited);
      }
    }
    check(user, "active", shown, credited - redeemed);
  }

  private static void check(int user, String what, BigDecimal shown, long expected) {
    if (shown.compareTo(BigDecimal.valueOf(expected)) != 0) {
      throw new IllegalStateException(
          "user %d has %s %s points, not %d".formatted(user, shown, what, expected));
    }
  }
}
