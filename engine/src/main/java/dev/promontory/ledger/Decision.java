package dev.promontory.ledger;

import java.util.List;

/// What a command leads to.
///
/// @param holding afterwards; its lots include those that were emptied and the new one, its holds
///   those that ended
/// @param entries to append, in order: what was due first, then the command's own
/// @param reminders lots whose user is to be told that they will expire, as they were then
public record Decision(
    LedgerOutcome outcome, Holding holding, List<Entry> entries, List<Lot> reminders) {

  /// What became due.
  public record Settled(Holding holding, List<Entry> entries, List<Lot> reminders) {
    public Settled {
      entries = List.copyOf(entries);
      reminders = List.copyOf(reminders);
    }
  }

  public Decision {
    entries = List.copyOf(entries);
    reminders = List.copyOf(reminders);
  }
}
