package dev.promontory.log;

import dev.promontory.record.RecordBody;

/// A record in the log.
///
/// @param position 1 and up, in log order over all accounts
/// @param account number of the account
/// @param user number of the user
/// @param epochSecond when it happened, by the sender's word
/// @param receivedAtMillis when the server took it in, epoch milliseconds
public record LogRecord(
    long position,
    int account,
    long user,
    long epochSecond,
    long receivedAtMillis,
    RecordBody body) {}
