/// Rules as SQL over the tables of history, with every value bound.
///
/// A rule becomes a condition on the users table of its account, named `x` in the SQL text: profile
/// tests read its columns, behaviour becomes a membership in the users of an event table.
@NullMarked
package dev.promontory.duckdb.rule;

import org.jspecify.annotations.NullMarked;
