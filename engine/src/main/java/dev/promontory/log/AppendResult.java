package dev.promontory.log;

/// What became of an append.
public sealed interface AppendResult {

  /// The records are on disk.
  ///
  /// @param lastPosition the position of the last record of this batch; if all were duplicates, a
  ///   position at which the originals are certainly contained
  /// @param duplicates how many records were dropped as repeats (E5, E6)
  record Appended(long lastPosition, int duplicates) implements AppendResult {}

  /// The queue is full; nothing of the batch was taken. Try again later.
  ///
  /// @param retryAfterSeconds 1 or more
  record Overloaded(int retryAfterSeconds) implements AppendResult {}

  /// The store cannot be reached or has no room.
  ///
  /// @param reason a sentence for the operator
  /// @param uncertain true if the batch may still turn out to be on disk (the connection was lost
  ///   while committing), false if it certainly is not
  record Unavailable(String reason, boolean diskFull, boolean uncertain) implements AppendResult {}
}
