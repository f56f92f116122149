package dev.promontory.testkit.ledger;

import dev.promontory.ledger.Holding;
import dev.promontory.ledger.LedgerCommand;
import dev.promontory.ledger.LedgerOutcome;
import dev.promontory.wallet.Wallet;
import java.time.Instant;
import java.util.List;

/// The books of one wallet under test.
interface Books {

  /// The wallet, as it was made.
  Wallet wallet();

  /// Posts commands together.
  List<LedgerOutcome> post(List<LedgerCommand> commands, Instant now);

  /// Posts what is due.
  void settle(Instant now);

  /// Gives all that one user has to another.
  void merge(long from, long into, Instant now);

  /// The wallet has another order of consumption, or another status, from now on.
  void change(Wallet changed);

  /// A user is blocked, or no longer.
  void block(long user, boolean isBlocked);

  /// What a user has, as last posted.
  Holding find(long user);

  /// What no entry may violate and yet is violated; empty if nothing is.
  List<String> broken();
}
