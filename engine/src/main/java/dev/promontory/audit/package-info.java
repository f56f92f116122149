/// Trust in the books: what proves that every entry is there as it was written and that all adds
/// up. It reads what the ledger's store holds by ways of its own, not through the ledger.
///
/// - **L5** The entries of a balance are a chain: the hash of each follows from itself, its draws,
///   the hash of its note and the hash of the entry before. Whatever is changed, removed, inserted
///   or put elsewhere breaks it.
/// - **L6** A checkpoint is a hash over the heads of all chains and the checkpoint before it. Who
///   has kept the hash of a checkpoint can tell later that nothing sealed by it is gone, the newest
///   entries included, which a chain alone cannot show.
@NullMarked
package dev.promontory.audit;

import org.jspecify.annotations.NullMarked;
