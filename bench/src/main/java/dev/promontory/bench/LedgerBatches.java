package dev.promontory.bench;

import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/// Credits and debits over all users by batches over HTTP, each batch one durable transaction with
/// one idempotency key.
///
/// @param wallet nobody has points in it before
record LedgerBatches(LedgerWallet wallet, int users, long seed) {
  static final int PER_BATCH = LedgerWallet.MAX_LINES;

  private static final int CONNECTIONS = 4;
  private static final int CREDIT = 10;
  private static final int DEBIT = 9;
  private static final int CHECKED = 50;
  private static final int WARM_UP_OF = 10;

  /// Posts batches, some more to warm up, and checks what they left.
  LedgerLoad run(long batches) throws Exception {
    long warmUp = batches / WARM_UP_OF;
    post(0, warmUp);
    var load = post(warmUp, warmUp + batches);
    check(warmUp + batches);
    return load;
  }

  /// Posts batches `from` to `to`, `to` excluded.
  private LedgerLoad post(long from, long to) throws Exception {
    var next = new AtomicLong(from);
    return LedgerLoad.run(
        wallet.server().meter(), CONNECTIONS, (to - from) * PER_BATCH, _ -> post(next, to));
  }

  private Latencies post(AtomicLong next, long to) throws IOException {
    var client = wallet.server().client();
    var latencies = new Latencies();
    for (long batch = next.getAndIncrement(); batch < to; batch = next.getAndIncrement()) {
      var lines = new LedgerWallet.Lines();
      for (int user : users(batch)) {
        lines.credit(user, CREDIT).debit(user, DEBIT);
      }
      long began = System.nanoTime();
      wallet.post(client, lines, "batch-" + batch);
      latencies.add(System.nanoTime() - began);
    }
    return latencies;
  }

  /// The users of a batch: each gets a credit and a debit.
  private int[] users(long batch) {
    return new SplittableRandom(seed + batch).ints(PER_BATCH / 2, 0, users).toArray();
  }

  /// Some users have what all batches together left them.
  private void check(long batches) throws IOException {
    var pairs = new long[users];
    for (long batch = 0; batch < batches; batch++) {
      for (int user : users(batch)) {
        pairs[user]++;
      }
    }
    for (int user = 0; user < CHECKED; user++) {
      wallet.check(user, pairs[user] * CREDIT, pairs[user] * DEBIT);
    }
  }
}
