package dev.promontory.server.wallet;

import dev.promontory.account.Account;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.LedgerCommand;
import dev.promontory.ledger.LedgerCommand.Credit;
import dev.promontory.ledger.LedgerCommand.Debit;
import dev.promontory.ledger.LedgerCommand.Head;
import dev.promontory.ledger.Note;
import dev.promontory.ledger.Source;
import dev.promontory.ledger.Validity;
import dev.promontory.server.document.Adjustment;
import dev.promontory.wallet.WalletExpiry;

/// What single and bulk adjustments have in common.
final class Adjustments {
  private Adjustments() {}

  /// The command of an adjustment, without a transaction id yet.
  static LedgerCommand command(Account account, BalanceKey key, Adjustment adjustment) {
    var note = Note.of(adjustment.description());
    var head = new Head(0, account, key, Source.MANUAL, note);
    var expireAfter = adjustment.expireAfter();
    return switch (adjustment.type()) {
      case CREDIT ->
          new Credit(
              head,
              adjustment.points(),
              new Validity(
                  adjustment.activateAfter(),
                  expireAfter == null ? null : new WalletExpiry.After(expireAfter)));
      case DEBIT -> new Debit(head, adjustment.points());
    };
  }
}
