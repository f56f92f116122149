package dev.promontory.live;

import dev.promontory.live.tally.Leaf;
import dev.promontory.live.tally.Slot;
import java.util.Collection;
import java.util.List;

/// The port to what is known of users from before a leaf was counted. Safe for use by many threads.
///
/// Answers depend on the log alone: asked again, however much later, it gives the same.
public interface Seeds {
  /// The most users of one call.
  int MAX_USERS = 1_000;

  /// The rows of one user, as [Input.Seed] wants them.
  ///
  /// @param events in any order, may be empty
  record UserSeed(long user, List<Slot> events) {
    public UserSeed {
      events = List.copyOf(events);
    }
  }

  /// Whether everything up to a position of the log can be asked for. Once true, it stays so; does
  /// not wait.
  boolean isReady(long position);

  /// What users did of a leaf's question up to the leaf's `since`, and nothing behind it. Days are
  /// those of the question's zone.
  ///
  /// Blocks; may throw any exception if there is no answer just now, and is then asked again.
  ///
  /// @param leaf one for whose `since` this is ready; `since` is 1 or more
  /// @param users numbers of users of that account, at most [#MAX_USERS], each once
  /// @return a user who did nothing may be missing or have no rows; nobody else is among them, and
  ///   nobody twice; in any order
  List<UserSeed> of(int account, Leaf leaf, Collection<Long> users);
}
