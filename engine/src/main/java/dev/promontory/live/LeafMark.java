package dev.promontory.live;

/// What must be remembered of a leaf so that states of users can be understood after a restart.
///
/// @param leaf number of the leaf
/// @param since position of the last record that it does not count
/// @param isComplete whether the seeds of all users are in
public record LeafMark(int leaf, long since, boolean isComplete) {}
