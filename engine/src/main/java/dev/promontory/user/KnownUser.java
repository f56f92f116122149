package dev.promontory.user;

/// A user known by number, as the product's own events name theirs.
///
/// @param number of a user that exists in the account of the record; nothing checks it again
public record KnownUser(long number) implements Subject {}
