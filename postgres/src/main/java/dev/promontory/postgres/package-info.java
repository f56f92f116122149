/// The adapters that keep the system of record in PostgreSQL: log, catalogue, ledger, grants and
/// outbox.
@NullMarked
package dev.promontory.postgres;

import org.jspecify.annotations.NullMarked;
