package dev.promontory.testkit.ledger;

import dev.promontory.account.Account;
import dev.promontory.wallet.Wallet;
import dev.promontory.wallet.Wallet.Consumption;
import dev.promontory.wallet.Wallet.Status;

/// Wallets that differ in one thing.
final class Wallets {
  private Wallets() {}

  static Wallet with(Wallet wallet, Consumption consumption) {
    return changed(wallet, wallet.id(), wallet.account(), consumption, wallet.status());
  }

  static Wallet with(Wallet wallet, Status status) {
    return changed(wallet, wallet.id(), wallet.account(), wallet.consumption(), status);
  }

  /// With a number, which is in its name, too.
  static Wallet numbered(Wallet wallet, Account account, long id) {
    return changed(wallet, id, account.number(), wallet.consumption(), wallet.status());
  }

  private static Wallet changed(
      Wallet wallet, long id, int account, Consumption consumption, Status status) {
    return new Wallet(
        id,
        account,
        "Wallet " + id,
        wallet.pointsName(),
        wallet.expiry(),
        consumption,
        wallet.rounding(),
        status,
        wallet.remindDays(),
        wallet.graceDays(),
        wallet.createdAt());
  }
}
