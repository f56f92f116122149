package dev.promontory.log;

import dev.promontory.record.RecordBody;
import dev.promontory.user.Subject;
import org.jspecify.annotations.Nullable;

/// A checked record on its way into the log.
///
/// @param account number of the account
/// @param subject who it is about; an unknown identity becomes a user
/// @param epochSecond when it happened, by the sender's word
/// @param receivedAtMillis when the server took it in, epoch milliseconds: what event ids are
///   counted by (E5). In the log its receipt may be later (E9)
/// @param eventId the sender's id for it, 1 to 128 characters, or null (S3.2)
public record NewRecord(
    int account,
    Subject subject,
    long epochSecond,
    long receivedAtMillis,
    RecordBody body,
    @Nullable String eventId) {}
