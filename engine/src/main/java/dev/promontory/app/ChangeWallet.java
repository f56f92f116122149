package dev.promontory.app;

import dev.promontory.account.Account;
import dev.promontory.document.Problem;
import dev.promontory.document.Reading;
import dev.promontory.store.Tx;
import dev.promontory.wallet.Wallet;
import dev.promontory.wallet.Wallet.Status;
import dev.promontory.wallet.WalletUse;
import java.util.List;
import java.util.function.Function;

/// Changes the definition of a wallet. What it was holds for the lots there are: a new expiry is
/// one for future credits, a new order of consumption one for future debits.
public final class ChangeWallet {

  /// The most campaigns that are named as users of a wallet.
  public static final int MAX_USES = 100;

  /// What came of it. Nothing was changed unless it says so.
  public sealed interface Outcome {
    /// It is stored.
    record Changed(Wallet wallet) implements Outcome {}

    /// The changes cannot be made.
    record Flawed(List<Problem> problems) implements Outcome {}

    /// The account has no such wallet.
    record Unknown() implements Outcome {}

    /// The account has another wallet of that name, without regard to case.
    record NameTaken() implements Outcome {}

    /// The wallet is archived, and that is final.
    record Archived() implements Outcome {}

    /// It was to be archived, and campaigns that are not archived name it (S5).
    ///
    /// @param uses at least one
    record InUse(List<WalletUse> uses) implements Outcome {}
  }

  /// Changes a wallet.
  ///
  /// @param change reads what it is to be from what it is
  public Outcome change(Tx tx, Account account, long id, Function<Wallet, Reading<Wallet>> change) {
    // Whoever publishes or changes a campaign holds this lock too: none begins to use the wallet
    // now.
    tx.segments().lock(account.number());
    var wallet = tx.wallets().lock(account.number(), id).orElse(null);
    if (wallet == null) {
      return new Outcome.Unknown();
    }
    return switch (change.apply(wallet)) {
      case Reading.Flawed<Wallet>(var problems) -> new Outcome.Flawed(problems);
      case Reading.Sound<Wallet>(var changed) -> change(tx, wallet, changed);
    };
  }

  private static Outcome change(Tx tx, Wallet wallet, Wallet changed) {
    if (changed.equals(wallet)) {
      return new Outcome.Changed(wallet);
    }
    if (wallet.status() == Status.ARCHIVED) {
      return new Outcome.Archived();
    }
    if (changed.status() == Status.ARCHIVED) {
      var uses = tx.wallets().uses(wallet, MAX_USES);
      if (!uses.isEmpty()) {
        return new Outcome.InUse(uses);
      }
    }
    return tx.wallets().update(changed) ? new Outcome.Changed(changed) : new Outcome.NameTaken();
  }
}
