package dev.promontory.live.host;

import java.util.List;
import java.util.concurrent.CompletionStage;

/// The port to what becomes of qualifications. Safe for use by many threads.
public interface Qualifications {
  /// The most qualifications of one batch.
  int MAX_BATCH = 2_000;

  /// Takes qualifications of one account and decides what is granted. The next batch of the same
  /// users comes only when this one is decided.
  ///
  /// The same qualification can come again, after a failure or after a crash; a repeat gets what
  /// the first one got (G1).
  ///
  /// @param batch in log order per user, 1 to [#MAX_BATCH]
  /// @return completes, on any thread, when every one is durably decided, granted or refused; if it
  ///   fails, or this throws, the whole batch comes again after a pause. Must complete at last:
  ///   later qualifications wait
  CompletionStage<Void> take(int account, List<UserQualified> batch);
}
