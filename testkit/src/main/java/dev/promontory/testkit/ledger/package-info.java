/// The ledger against a plain model of it: [NaiveWallet] counts coins and knows the calendar by
/// [NaiveCalendar]; [RandomScript] draws what happens to a wallet, [Comparison] lets it happen to
/// the model and to the [Books] under test and tells the first difference, [Shrinking] makes a
/// script that differs as short as it gets. The model shares no code with the ledger but its
/// vocabulary.
@NullMarked
package dev.promontory.testkit.ledger;

import org.jspecify.annotations.NullMarked;
