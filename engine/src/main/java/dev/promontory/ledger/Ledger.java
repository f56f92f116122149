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

  /// Balances that [#lock] gave, one holding each, with the lots that have points left or held and
  /// with the open holds.
  Map<BalanceKey, Holding> holdings(Collection<Balance> locked);

  /// Those of the same holdings that can be told without reading anything.
  Map<BalanceKey, Holding> remembered(Collection<Balance> locked);

  /// Lots with these numbers, whatever is left of them; those that don't exist are left out. To be
  /// asked for when the balances are locked.
  Map<BalanceKey, List<Lot>> lots(Collection<Long> ids);

  /// Debits and captures with these numbers, with what can still be refunded; others are left out.
  /// To be asked for when the balances are locked.
  Map<Long, Spending> spendings(Collection<Long> ids);

  /// The wallets and the standing of the users of what is to be posted; nobody can change the
  /// standing until the transaction ends. To be asked for before anything is locked.
  Parties lockParties(Collection<Long> walletIds, Collection<Long> users);

  /// The same for what is to be posted on these balances, and locks them, too, unless somebody who
  /// was merged is among their users: then they are to be locked with those that have their points.
  /// To be asked for before anything is locked.
  Parties lockParties(Collection<BalanceKey> keys);

  /// Who of these users may not have points of these wallets, or has them elsewhere.
  Standing standing(Collection<Long> walletIds, Collection<Long> users);

  /// Stores balances that [#lock] left out, and locks them.
  ///
  /// @return those that another transaction has opened since. They were not stored: lock them and
  ///   decide again. If it turns out only later, the transaction is undone and begun anew
  Set<BalanceKey> open(Collection<Balance> balances);

  /// The balance that has the points of a balance: another one if its user was merged.
  default BalanceKey owner(BalanceKey key) {
    return standing(List.of(key.walletId()), List.of(key.user())).owner(key);
  }

  /// Gives all lots and holds of a balance to another one of the same wallet, without any entry;
  /// both are locked.
  void move(BalanceKey from, BalanceKey into);

  /// Stores what was decided about balances that are locked.
  void append(LedgerChanges changes);

  /// One balance with its open lots and holds, not locked; an untouched one if there is none.
  Holding find(BalanceKey key);

  /// What a user has in these wallets, not locked, with open lots and holds; untouched ones are
  /// left out.
  List<Holding> holdings(long user, Collection<Long> walletIds);

  /// A transaction of a wallet, or empty if it has none with this number.
  Optional<Origin> origin(long walletId, long transactionId);

  /// The transactions of a wallet that carry an order, newest first.
  ///
  /// @param limit 1 to [#MAX_PAGE]
  List<Origin> originsOf(long walletId, String orderId, int limit);

  /// A hold of a wallet, open or ended, or empty if it has none with this number.
  Optional<OwnHold> hold(long walletId, long holdId);

  /// The entries of a balance that a user is shown: none of the clock's activations, of holds and
  /// what ends them without spending; newest first.
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
