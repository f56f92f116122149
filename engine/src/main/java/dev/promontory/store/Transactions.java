package dev.promontory.store;

import java.util.function.Function;

/// Runs work in one database transaction: commits when it returns, rolls back when it throws. Safe
/// for use by many threads; work must not start a transaction within a transaction.
public interface Transactions {
  <T> T inTransaction(Function<Tx, T> work);
}
