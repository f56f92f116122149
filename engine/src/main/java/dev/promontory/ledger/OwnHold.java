package dev.promontory.ledger;

/// A hold and whose it is.
public record OwnHold(BalanceKey key, Hold hold) {}
