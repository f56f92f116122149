package dev.promontory.rocksdb;

/// A shard as others see it, all at one moment.
///
/// @param position everything of its users up to here is folded
/// @param nextDueAtMillis when its next deadline is due, or [Long#MAX_VALUE]
/// @param folded records folded since it began
/// @param qualified qualifications since it began
/// @param parked records that wait for seeds
/// @param parkedUsers users who wait for seeds
/// @param undecided qualifications that are not decided
/// @param dirty users whose state is newer than on disk
/// @param armed about how many users of all shards have an armed deadline on disk; told by the
///   first shard, 0 by the others
record ShardView(
    long position,
    long nextDueAtMillis,
    long folded,
    long qualified,
    int parked,
    int parkedUsers,
    int undecided,
    int dirty,
    long armed) {}
