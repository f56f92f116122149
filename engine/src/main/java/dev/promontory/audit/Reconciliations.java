package dev.promontory.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Compares the books with themselves, and keeps what came of it. Safe for use by many threads, but
/// for [#reconcile], which one thread at a time may call.
public interface Reconciliations {

  /// How many results are kept, the newest.
  int MAX_KEPT = 400;

  /// Proves on one snapshot that active + held = issued - (redeemed + removed + expired) in each
  /// wallet, and that each balance is what its lots, its open holds and its entries add up to.
  ///
  /// @return the result, which is stored
  Reconciliation reconcile(Instant now);

  /// The newest result; empty if there is none yet.
  Optional<Reconciliation> last();

  /// What the newest result says of the wallets of an account, by number.
  List<Reconciliation.OfWallet> wallets(int account);
}
