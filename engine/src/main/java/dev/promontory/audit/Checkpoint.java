package dev.promontory.audit;

import java.time.Instant;

/// What the books of the installation came to at a moment. Immutable (L6).
///
/// @param number counts from 1, without gaps
/// @param balances how many chains there were
/// @param entries how many entries in all of them
/// @param hash 64 hexadecimal digits
public record Checkpoint(long number, Instant at, long balances, long entries, String hash) {}
