/// Wallets, ledger, grants and outbox in PostgreSQL. Every method takes a whole batch and costs a
/// few statements: arrays for what is looked up or changed, binary `COPY` for what is added.
@NullMarked
package dev.promontory.postgres.ledger;

import org.jspecify.annotations.NullMarked;
