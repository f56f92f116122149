package dev.promontory.grant;

/// A grant request that was decided for the first time.
///
/// @param account number of the account
public record Decided(int account, Grant grant) {}
