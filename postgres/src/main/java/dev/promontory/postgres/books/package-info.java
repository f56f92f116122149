/// How the ledger is read in PostgreSQL: searches, totals by period, balances as of any instant.
@NullMarked
package dev.promontory.postgres.books;

import org.jspecify.annotations.NullMarked;
