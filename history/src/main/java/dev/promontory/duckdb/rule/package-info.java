/// Rules asked of the tables of history, with every value bound in the SQL.
///
/// Each condition on events, and each group of conditions on the profile, is one query whose answer
/// is a set of users, one bit per user number; the sets are combined here. User numbers are dense,
/// so the database fills bits many times faster than it would join or group by user, and adding a
/// condition to a rule costs what the condition alone costs. Everything is asked within one
/// transaction, hence at one position (H2).
@NullMarked
package dev.promontory.duckdb.rule;

import org.jspecify.annotations.NullMarked;
