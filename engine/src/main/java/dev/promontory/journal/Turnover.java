package dev.promontory.journal;

import dev.promontory.ledger.EntryType;
import dev.promontory.ledger.Source;
import java.math.BigDecimal;

/// What the entries of one kind did in one period, in points.
///
/// @param period which one, counted from 0
/// @param source of the entry; for activations and reversals, that of the credit
/// @param active what the active bucket gained, or lost if negative
/// @param promised the same for the promised bucket
/// @param held the same for the held bucket
/// @param shortfall what reversals should have taken and was not there
public record Turnover(
    int period,
    EntryType type,
    Source source,
    BigDecimal active,
    BigDecimal promised,
    BigDecimal held,
    BigDecimal shortfall) {}
