package dev.promontory.server.wallet;

import dev.promontory.account.Account;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.LedgerCommand;
import dev.promontory.ledger.LedgerCommand.Credit;
import dev.promontory.ledger.LedgerCommand.Debit;
import dev.promontory.ledger.LedgerCommand.Head;
import dev.promontory.ledger.LedgerOutcome.Posted;
import dev.promontory.ledger.LedgerRefusal;
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

  /// The last part of a problem's type.
  static String kind(LedgerRefusal refusal) {
    return switch (refusal) {
      case UNKNOWN_WALLET -> "not-found";
      case INACTIVE_WALLET -> "wallet-not-active";
      case INVALID_POINTS -> "invalid-points";
      case NEVER_USABLE -> "never-usable";
      case TOO_MANY_POINTS -> "too-many-points";
      case INSUFFICIENT_POINTS -> "insufficient-points";
    };
  }

  /// A sentence for a person.
  static String sentence(LedgerRefusal refusal) {
    return switch (refusal) {
      case UNKNOWN_WALLET -> "The account has no such wallet.";
      case INACTIVE_WALLET -> "The wallet is paused or archived.";
      case INVALID_POINTS -> "The points have more decimals than the wallet.";
      case NEVER_USABLE -> "The points would expire before they are active.";
      case TOO_MANY_POINTS -> "The balance would be larger than can be counted.";
      case INSUFFICIENT_POINTS -> "The user has fewer active points.";
    };
  }
}
