package dev.promontory.bench;

import java.io.IOException;

/// All clients credit and debit the same user, one request each. A client spends what it has
/// credited before, so that no debit is refused and the user has few lots; its last operation is a
/// credit, so that the end is not the beginning.
///
/// @param wallet nobody has points in it before
record LedgerHotUser(LedgerWallet wallet, int user) {
  private static final int CLIENTS = LedgerSingles.CLIENTS;
  private static final int WARM_UP_OF = 5;

  /// Posts about so many operations, some more to warm up, and checks what they left.
  LedgerLoad run(long operations) throws Exception {
    long measured = operations / CLIENTS / 2;
    post("hot-warm-up-", measured / WARM_UP_OF);
    var load = post("hot-", measured);
    check(measured / WARM_UP_OF, measured);
    return load;
  }

  /// @param pairs credits with their debits, of each client
  private LedgerLoad post(String keys, long pairs) throws Exception {
    return LedgerLoad.run(
        wallet.server().meter(),
        CLIENTS,
        CLIENTS * (2 * pairs + 1),
        client -> post(keys + client + "-", client, pairs));
  }

  private Latencies post(String keys, int client, long pairs) throws IOException {
    var latencies = new Latencies();
    try (var calls = CreditDebitCalls.open(wallet)) {
      for (long no = 0; no <= 2 * pairs; no++) {
        long began = System.nanoTime();
        if (no % 2 == 0) {
          calls.credit(user, points(client), keys + no);
        } else {
          calls.debit(user, points(client), keys + no);
        }
        latencies.add(System.nanoTime() - began);
      }
    }
    return latencies;
  }

  /// Each client has an amount of its own: a lost operation shows, whatever else is lost with it.
  private static int points(int client) {
    return client + 1;
  }

  private void check(long... pairs) throws IOException {
    long credited = 0;
    long redeemed = 0;
    for (long each : pairs) {
      for (int client = 0; client < CLIENTS; client++) {
        credited += (each + 1) * points(client);
        redeemed += each * points(client);
      }
    }
    wallet.check(user, credited, redeemed);
  }
}
