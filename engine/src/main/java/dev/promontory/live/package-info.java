/// Live behaviour: the fold that decides, user by user and record by record, who qualifies.
///
/// Pure and deterministic: no clock, no I/O, no randomness; the same inputs give the same effects,
/// so a replay repeats them and nobody is rewarded twice (G1).
///
/// - **F1** A filter is judged on everything before its trigger in the log, and at a deadline on
///   everything received until then (S3.6); the answer is that of history and of the naive oracle.
/// - **F2** An event triggers only if its time is close enough to its receipt (S3.1); it is counted
///   in any case.
/// - **F3** A campaign sees the records behind its position, while it is started, not ended, not
///   paused (S3.7).
/// - **F4** A user has at most one armed deadline per campaign; it fires once or is cancelled
///   (S3.5).
/// - **F5** An input that was folded before changes nothing: records by their position, seeds by
///   their leaf. The pace of clocks makes no difference.
/// - **F6** A seed is what the log held up to one position, whenever it is asked for.
@NullMarked
package dev.promontory.live;

import org.jspecify.annotations.NullMarked;
