package dev.promontory.ledger;

import dev.promontory.account.Account;
import dev.promontory.points.Points;

/// Something to post.
public sealed interface LedgerCommand {

  /// Who posts where.
  Head head();

  /// Points come in as a new lot.
  record Credit(Head head, Points points, Validity validity) implements LedgerCommand {}

  /// Active points go.
  record Debit(Head head, Points points) implements LedgerCommand {}

  /// What all commands have.
  ///
  /// @param transactionId the number of the entry, should the command be posted; from
  ///   [Ledger#nextTransactionId]
  /// @param account that the wallet must belong to
  record Head(long transactionId, Account account, BalanceKey key, Source source, Note note) {}
}
