package dev.promontory.ledger;

import java.time.Instant;
import java.util.function.LongSupplier;

/// When a command is posted, and the numbers of its entries: the first has the command's own.
///
/// @param more numbers for further entries
record Posting(Instant at, LongSupplier more) {}
