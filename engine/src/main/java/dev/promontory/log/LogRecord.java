package dev.promontory.log;

import dev.promontory.record.RecordBody;

/// A record in the log.
///
/// @param position 1 and up, in log order over all accounts
/// @param account number of the account
/// @param user number of the user
/// @param epochSecond when it happened, by the sender's word
/// @param receivedAtMillis when the log took it in, epoch milliseconds: never before the record in
///   front of it (E9)
public record LogRecord(
    long position,
    int account,
    long user,
    long epochSecond,
    long receivedAtMillis,
    RecordBody body) {}
