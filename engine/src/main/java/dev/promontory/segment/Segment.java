package dev.promontory.segment;

import java.time.Instant;

/// A saved segment of an account.
///
/// @param id unique over all accounts, 1 and up
/// @param account number of the account
/// @param name unique within the account without regard to case, 1 to 100 characters
/// @param document what the segment is, in the words of the contract
public record Segment(
    long id,
    int account,
    String name,
    SegmentDocument document,
    Instant createdAt,
    Instant updatedAt) {}
