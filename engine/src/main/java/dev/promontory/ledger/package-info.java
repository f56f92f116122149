/// The ledger: what every user has in every wallet, as lots and entries.
///
/// A credit makes a lot with a life of its own: promised until it is activated, active until it
/// expires or is spent. Every change is an entry. [Bookkeeper] decides, [Ledger] stores.
///
/// - **L1** Entries are immutable; a correction is a new entry.
/// - **L2** For each wallet and user: active + promised = the sum of what remains of the lots = the
///   sum of the entries; no bucket is ever negative.
/// - **L3** What remains of a lot is between 0 and what it was granted; an expired lot is never
///   spent.
/// - **L4** No entry takes effect before the one before it.
/// - **L5** The entries of a balance are a chain of hashes, which the package `audit` proves.
@NullMarked
package dev.promontory.ledger;

import org.jspecify.annotations.NullMarked;
