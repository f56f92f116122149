package dev.promontory.store;

/// The stores, bound to one open transaction (read committed). Not thread-safe; never keep one
/// beyond its transaction.
///
/// Each slice of the product adds its port here.
public interface Tx {}
