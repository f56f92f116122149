package dev.promontory.store;

import java.util.function.Function;

/// Runs work in one database transaction: commits when it returns, rolls back when it throws. Safe
/// for use by many threads; work must not start a transaction within a transaction.
public interface Transactions {

  /// Runs work. It may be run again from its beginning if the database gave up the transaction to
  /// end a deadlock, so it must not leave traces elsewhere.
  ///
  /// @throws StoreUnavailable if the database cannot be reached or has no room
  /// @throws StoreTrouble if the database gave up the work, for no fault of the work
  <T> T inTransaction(Function<Tx, T> work);
}
