package dev.promontory.app;

import dev.promontory.live.host.ProgramChange;
import dev.promontory.live.host.ProgramJournal;
import dev.promontory.store.Transactions;
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
}
