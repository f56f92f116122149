/// The ledger as it is read: searched, summed up by period, and as it was at any instant. Nothing
/// here changes it. Whoever reads has what is due posted first (S2.10), so that every figure comes
/// from entries.
///
/// J1: for every user and every instant, active + held = credited - expired - redeemed - removed.
/// J2: what a search finds is shown with the words that it was searched by.
@NullMarked
package dev.promontory.journal;

import org.jspecify.annotations.NullMarked;
