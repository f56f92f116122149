package dev.promontory.server.wallet;

import dev.promontory.account.Account;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.LedgerCommand;
import dev.promontory.ledger.LedgerCommand.Credit;
import dev.promontory.ledger.LedgerCommand.Debit;
import dev.promontory.ledger.LedgerCommand.Head;
import dev.promontory.ledger.LedgerOutcome.Posted;
import dev.promontory.ledger.Note;
import dev.promontory.ledger.Source;
import dev.promontory.ledger.Validity;
import dev.promontory.server.document.Adjustment;
import dev.promontory.wallet.WalletExpiry;
import java.util.LinkedHashMap;
import java.util.Map;

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

  static Map<String, Object> view(long walletId, Posted posted) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("transactionId", posted.transactionId());
    view.put("walletId", walletId);
    view.put("active", posted.active().toBigDecimal());
    view.put("promised", posted.promised().toBigDecimal());
    return view;
  }
}
