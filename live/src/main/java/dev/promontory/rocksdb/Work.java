package dev.promontory.rocksdb;

import dev.promontory.live.host.ProgramChange;
import dev.promontory.log.LogRecord;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// What the dispatcher gives to a shard, in order.
sealed interface Work {

  /// Records of the shard's users.
  ///
  /// @param records in log order; may be empty
  /// @param through position up to which all records of the shard's users have been given
  /// @param witness of the record at `through`
  record Records(List<LogRecord> records, long through, long witness) implements Work {}

  /// Every record received before this time has been given.
  record Tick(long millis) implements Work {}

  /// The program changes here. Nobody is parked, and what was due has fired.
  record Change(ProgramChange change) implements Work {}

  /// Asks to be told when everything given so far has taken effect.
  ///
  /// @param millis what was due by then has to have fired; every record received before it has been
  ///   given
  /// @param reached completed by the shard's thread
  record Milestone(long millis, Depth depth, CompletableFuture<Void> reached) implements Work {}

  /// How far something has to have taken effect.
  enum Depth {
    /// Folded.
    FOLDED,
    /// Folded, and everybody who qualified is decided.
    DECIDED
  }
}
