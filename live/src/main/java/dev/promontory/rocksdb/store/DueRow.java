package dev.promontory.rocksdb.store;

/// When a user's next deadline is due.
///
/// @param millis epoch milliseconds
public record DueRow(long millis, UserKey user) {}
