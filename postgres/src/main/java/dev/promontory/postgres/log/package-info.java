/// The event log in PostgreSQL: one appender that writes blocks of records, cursors that read them,
/// and the users and event names that come into being with it. The invariants E1 to E9 are those of
/// `dev.promontory.log`.
@NullMarked
package dev.promontory.postgres.log;

import org.jspecify.annotations.NullMarked;
