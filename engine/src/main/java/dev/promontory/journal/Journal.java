package dev.promontory.journal;

import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.LedgerLine;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The reading side of the ledger, within one transaction. Tells what is posted. The lines that it
/// gives tell when a credit is activated only if there is anything left to activate.
public interface Journal {

  /// The most lines of one page.
  int MAX_PAGE = 1_000;

  /// The lines that a filter lets pass, newest first.
  ///
  /// @param before where the page before ended, or null for the first
  /// @param now when points that are still promised are told from others
  /// @param limit 1 to [#MAX_PAGE]
  List<LedgerLine> newest(
      JournalFilter filter, @Nullable JournalPlace before, Instant now, int limit);

  /// Lines of one user, oldest first.
  ///
  /// @param first the first sequence
  /// @param last the last sequence
  /// @param limit 1 to [#MAX_PAGE]
  List<LedgerLine> lines(BalanceKey key, long first, long last, int limit);

  /// How many entries of a user took effect before an instant: the sequence of the last of them.
  long entriesBefore(BalanceKey key, Instant end);

  /// What a user's entries changed in all.
  ///
  /// @param first the first sequence
  /// @param last the last sequence; before `first` if there are none
  Figures changes(BalanceKey key, long first, long last);

  /// What all users of a wallet have, and what came and went in each period; all as of the same
  /// moment.
  Overview overview(long walletId, Periods periods);

  /// What of the open lots runs out in each period: at an instant after its beginning and not after
  /// its end. Periods in which nothing does are left out.
  ///
  /// @param user number of the user, or null for all
  List<Expiring> expiring(long walletId, @Nullable Long user, Periods periods);

  /// The balances of a wallet with lots or holds that were due by an instant, longest overdue
  /// first.
  List<BalanceKey> due(long walletId, Instant now, int limit);
}
