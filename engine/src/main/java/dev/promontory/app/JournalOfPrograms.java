package dev.promontory.app;

import dev.promontory.live.host.ProgramChange;
import dev.promontory.live.host.ProgramJournal;
import dev.promontory.store.Transactions;
import java.util.ArrayList;
import java.util.List;

/// The journal that the host of live campaigns replays, read from what is stored.
public final class JournalOfPrograms implements ProgramJournal {
  private final Transactions transactions;
  private final LiveBook book;

  public JournalOfPrograms(Transactions transactions, LiveBook book) {
    this.transactions = transactions;
    this.book = book;
  }

  @Override
  public List<ProgramChange> after(long number, int limit) {
    return transactions.inTransaction(
        tx ->
            tx.liveChanges().after(number, limit).stream()
                .map(change -> book.programChange(tx, change))
                .toList());
  }

  /// The changes of one campaign, in order. Of one that is over, only its end.
  public List<ProgramChange> changesOf(long campaign) {
    return transactions.inTransaction(
        tx -> {
          List<ProgramChange> found = new ArrayList<>();
          var page = tx.liveChanges().after(0, MAX_CHANGES);
          while (!page.isEmpty()) {
            page.stream()
                .filter(change -> change.campaignId() == campaign)
                .map(change -> book.programChange(tx, change))
                .forEach(found::add);
            page = tx.liveChanges().after(page.getLast().number(), MAX_CHANGES);
          }
          return found;
        });
  }
}
