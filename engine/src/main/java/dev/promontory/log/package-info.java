/// The event log: every record of every user, ordered, durable, never changed. It is the one source
/// of truth for behaviour; live state and history are folds of it and can be thrown away.
///
/// - **E1** What [EventLog#append] has answered as appended is on disk and stays, in order, for
///   ever.
/// - **E2** Positions grow by one per record; a record's position never changes and is never
///   reused.
/// - **E3** The records of one append keep their order and follow one another without a gap.
/// - **E4** A cursor sees every record after its start exactly once, in order, whether it comes
///   from memory or from disk; a slow cursor never holds up an append or another cursor.
/// - **E5** A record with an event id that its user already sent within seven days is dropped and
///   counted (S3.2).
/// - **E6** A batch of a producer whose sequence number was seen before is dropped whole.
/// - **E7** An identity gets one user number for ever, at its first record; no two identities share
///   one; the number is not used in another account.
/// - **E8** A log keeps its id for ever; logs that began apart have different ones.
/// - **E9** Along the log, receipts never go back: a record is stamped with its own receipt, that
///   of the record before, or the last [Horizon], whichever is latest. So time passes in the log as
///   it does for a user, whatever the order in which callers are served.
@NullMarked
package dev.promontory.log;

import org.jspecify.annotations.NullMarked;
