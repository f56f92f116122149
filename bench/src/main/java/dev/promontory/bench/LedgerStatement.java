package dev.promontory.bench;

import java.io.IOException;

/// The statement of a user with many entries, asked for again and again by one client.
///
/// @param wallet nobody has points in it before
record LedgerStatement(LedgerWallet wallet, int user) {
  static final int ENTRIES = 10_000;

  private static final int PER_BATCH = LedgerWallet.MAX_LINES;
  private static final int CREDIT = 10;
  private static final int DEBIT = 9;
  private static final int WARM_UP_OF = 2;
  private static final int OK = 200;

  /// Posts the entries, then asks, some more times to warm up.
  Latencies run(int times) throws Exception {
    for (int batch = 0; batch < ENTRIES / PER_BATCH; batch++) {
      var lines = new LedgerWallet.Lines();
      for (int i = 0; i < PER_BATCH / 2; i++) {
        lines.credit(user, CREDIT).debit(user, DEBIT);
      }
      wallet.post(wallet.server().client(), lines, "statement-" + batch);
    }
    ask(times / WARM_UP_OF);
    return ask(times);
  }

  private Latencies ask(int times) throws IOException {
    var latencies = new Latencies();
    try (var connection = new HttpConnection(wallet.server().address())) {
      for (int i = 0; i < times; i++) {
        long began = System.nanoTime();
        var reply = connection.get(path());
        latencies.add(System.nanoTime() - began);
        if (reply.status() != OK) {
          throw new IllegalStateException("a statement was answered " + reply);
        }
      }
    }
    return latencies;
  }

  /// A page of 100 lines out of the middle, with the opening and closing figures of all.
  private String path() {
    return "/api/v1/wallets/%d/statement?identity=%s&cursor=%d&limit=100"
        .formatted(wallet.id(), UploadBody.identity(user), ENTRIES / 2);
  }
}
