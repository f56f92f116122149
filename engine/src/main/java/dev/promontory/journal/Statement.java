package dev.promontory.journal;

import dev.promontory.ledger.LedgerLine;
import java.util.List;

/// What happened to one user's points over a time.
///
/// @param opening what there was before it
/// @param lines oldest first
/// @param closing what there was at its end, whether or not the page reaches so far
/// @param isComplete whether no lines follow after these
public record Statement(
    Figures opening, List<LedgerLine> lines, Figures closing, boolean isComplete) {}
