package dev.promontory.live.host;

/// What a host has done and has before it, each taken at about the same time.
///
/// @param folded records folded since the start, those that concern no campaign included
/// @param waiting records that are read from the log and wait to be folded
/// @param parked records that wait for seeds
/// @param parkedUsers users who wait for seeds
/// @param undecided qualifications that are not decided yet
/// @param qualified qualifications since the start
/// @param dirty users whose state is newer in memory than on disk
/// @param armed about how many users have an armed deadline
public record LiveFigures(
    long folded,
    long waiting,
    long parked,
    long parkedUsers,
    long undecided,
    long qualified,
    long dirty,
    long armed) {}
