package dev.promontory.rocksdb;

import java.util.concurrent.CompletableFuture;

/// Somebody who waits until everything up to a position, and what was due at a time, has taken
/// effect.
record SettleRequest(long position, long millis, CompletableFuture<Void> settled) {}
