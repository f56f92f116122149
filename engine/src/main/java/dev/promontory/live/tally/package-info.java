/// What a live rule remembers of a user's events: counts and sums, in as few numbers as give the
/// exact answer at every later instant.
///
/// - **T1** [Leaf#totals] at any instant is what a look at all events told so far would give,
///   whatever the order of their timestamps, as long as the instant does not go back.
/// - **T2** Windows that slide by minutes or hours keep seconds, windows of days keep days of their
///   zone, windows that do not move keep one number; what is dated ahead of the present is kept by
///   the second until its time has come.
@NullMarked
package dev.promontory.live.tally;

import org.jspecify.annotations.NullMarked;
