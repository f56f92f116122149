package dev.promontory.bench;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/// Credits and debits of one request each by `creditDebit`, over all users, with an idempotency key
/// each.
///
/// @param wallet nobody has points in it before
record LedgerSingles(LedgerWallet wallet, int users, LedgerPlan plan) {
  static final int CLIENTS = 64;

  private static final int CHECKED = 50;
  private static final int WARM_UP_OF = 5;

  /// Posts operations, some more to warm up, and checks what they left.
  LedgerLoad run(long operations) throws Exception {
    long warmUp = operations / WARM_UP_OF;
    post(0, warmUp);
    var load = post(warmUp, warmUp + operations);
    check(warmUp + operations);
    return load;
  }

  /// Posts operations `from` to `to`, `to` excluded.
  private LedgerLoad post(long from, long to) throws Exception {
    var next = new AtomicLong(from);
    return LedgerLoad.run(wallet.server().meter(), CLIENTS, to - from, _ -> post(next, to));
  }

  private Latencies post(AtomicLong next, long to) throws IOException {
    var latencies = new Latencies();
    try (var calls = CreditDebitCalls.open(wallet)) {
      for (long no = next.getAndIncrement(); no < to; no = next.getAndIncrement()) {
        long began = System.nanoTime();
        if (plan.isCredit(no)) {
          calls.credit(plan.user(no), LedgerPlan.CREDIT, "single-" + no);
        } else {
          calls.debit(plan.user(no), LedgerPlan.DEBIT, "single-" + no);
        }
        latencies.add(System.nanoTime() - began);
      }
    }
    return latencies;
  }

  /// Some users have what all operations together left them.
  private void check(long operations) throws IOException {
    var credited = new long[users];
    var redeemed = new long[users];
    for (long no = 0; no < operations; no++) {
      if (plan.isCredit(no)) {
        credited[plan.user(no)] += LedgerPlan.CREDIT;
      } else {
        redeemed[plan.user(no)] += LedgerPlan.DEBIT;
      }
    }
    for (int user = 0; user < CHECKED; user++) {
      wallet.check(user, credited[user], redeemed[user]);
    }
  }
}
