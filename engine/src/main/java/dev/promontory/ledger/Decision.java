package dev.promontory.ledger;

import java.util.List;

/// What a command leads to.
///
/// @param holding afterwards; its lots include those that were emptied and the new one
/// @param entries to append, in order: what was due first, then the command's own
public record Decision(LedgerOutcome outcome, Holding holding, List<Entry> entries) {

  /// What became due.
  public record Settled(Holding holding, List<Entry> entries) {}

  public Decision {
    entries = List.copyOf(entries);
  }
}
