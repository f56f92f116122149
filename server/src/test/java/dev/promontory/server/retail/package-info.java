/// The purchases of a real shop, imported, segmented and rewarded, against plain computations over
/// the file they come from.
///
/// How invoices become upload records: one `Charged` per invoice and one `Refunded` per
/// cancellation (an invoice number with `C` in front), at the time of their first line, told in
/// London's time; lines without a customer belong to nobody and are left out. `Amount` is the exact
/// sum of quantity × price over all lines; of a cancellation it is what was given back, more than
/// 0. A `Charged` event holds its first 256 lines as `Items`, which is the limit, and the number of
/// all of them as `Lines`; three invoices have more. A customer's profile is sent with the first
/// country, and again whenever an invoice names another.
@NullMarked
package dev.promontory.server.retail;

import org.jspecify.annotations.NullMarked;
