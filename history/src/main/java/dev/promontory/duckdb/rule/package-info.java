/// Rules asked of the tables of history, with every value bound in the SQL.
///
/// Each condition on events, and each group of conditions on the profile, gives a set of users, one
/// bit per user number; the database combines the sets of a rule in one query. User numbers are
/// dense, so it fills bits many times faster than it would join or group by user, and adding a
/// condition to a rule costs what the condition alone costs. Rules with very many conditions, lists
/// of users, or sums that only decimals decide are asked part by part and combined here. Everything
/// is asked within one transaction, hence at one position (H2).
///
/// What live leaves are seeded with is asked of the same tables, with the same conditions.
@NullMarked
package dev.promontory.duckdb.rule;

import org.jspecify.annotations.NullMarked;
