package dev.promontory.ledger;

import dev.promontory.account.Account;
import dev.promontory.points.Points;

/// Something to post.
public sealed interface LedgerCommand {

  /// Who posts where.
  Head head();

  /// The same command with a transaction id.
  default LedgerCommand numbered(long transactionId) {
    var numbered = head().numbered(transactionId);
    return switch (this) {
      case Credit credit -> new Credit(numbered, credit.points(), credit.validity());
      case Debit debit -> new Debit(numbered, debit.points());
    };
  }

  /// Points come in as a new lot.
  record Credit(Head head, Points points, Validity validity) implements LedgerCommand {}

  /// Active points go.
  record Debit(Head head, Points points) implements LedgerCommand {}

  /// What all commands have.
  ///
  /// @param transactionId the number of the entry, should the command be posted, from
  ///   [Ledger#nextTransactionId]; 0 if it has none yet
  /// @param account that the wallet must belong to
  record Head(long transactionId, Account account, BalanceKey key, Source source, Note note) {
    Head numbered(long id) {
      return new Head(id, account, key, source, note);
    }
  }
}
