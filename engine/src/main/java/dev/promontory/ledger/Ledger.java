package dev.promontory.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The store of balances, lots and entries, within one transaction.
///
/// A transaction that changes balances first locks them, then decides, then stores; every method
/// here takes a whole batch and costs a few statements whatever its size.
public interface Ledger {

  /// The most balances of one call.
  int MAX_BATCH = 10_000;

  /// The most lines of one page.
  int MAX_PAGE = 1000;

  /// A number for a transaction: unique over all accounts, growing within a process, with gaps.
  long nextTransactionId();

  /// Locks balances until the transaction ends, in the order of their keys, so that two
  /// transactions cannot block one another. Those never touched are left out and not locked.
  Map<BalanceKey, Balance> lock(Collection<BalanceKey> keys);

  /// The lots with points left of balances that [#lock] gave; one without any is left out.
  Map<BalanceKey, List<Lot>> openLots(Collection<Balance> locked);

  /// Stores balances that [#lock] left out, and locks them.
  ///
  /// @return those that another transaction has opened since. They were not stored: lock them and
  ///   decide again. If it turns out only later, the transaction is undone and begun anew
  Set<BalanceKey> open(Collection<Balance> balances);

  /// Stores what was decided about balances that are locked.
  void append(LedgerChanges changes);

  /// One balance with its open lots, not locked; an untouched one if there is none.
  Holding find(BalanceKey key);

  /// What a user has in these wallets, not locked, with open lots; untouched ones are left out.
  List<Holding> holdings(long user, Collection<Long> walletIds);

  /// The entries of a balance but for activations, newest first.
  ///
  /// @param skip how many of the newest to leave out
  /// @param limit 1 to [#MAX_PAGE]
  List<LedgerLine> lines(BalanceKey key, int skip, int limit);

  /// The balances with lots that were due by an instant, longest overdue first.
  ///
  /// @param except balances to leave out, at most [#MAX_BATCH]
  /// @param limit 1 to [#MAX_BATCH]
  List<BalanceKey> due(Instant now, Set<BalanceKey> except, int limit);

  /// When the next lot is, or was, due; empty if none ever will be.
  ///
  /// @param except balances to leave out, at most [#MAX_BATCH]
  Optional<Instant> nextDueAt(Set<BalanceKey> except);
}
