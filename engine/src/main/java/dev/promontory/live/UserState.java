package dev.promontory.live;

import dev.promontory.record.Profile;
import java.util.List;

/// All that the fold remembers of one user. Immutable.
///
/// @param user number of the user
/// @param position of the last record that changed something, 0 at first
/// @param clockMillis the present, epoch milliseconds: the latest receipt of such a record, 0 at
///   first
/// @param profile the whole of it, so that its limits hold (N3)
/// @param tallies by number of the leaf; leaves that no event or seed touched are missing
/// @param deadlines armed, in the order in which they are due; at most one per campaign (F4)
public record UserState(
    long user,
    long position,
    long clockMillis,
    Profile profile,
    Tallies tallies,
    List<Deadline> deadlines) {

  public UserState {
    deadlines = List.copyOf(deadlines);
  }

  /// A user of whom nothing was told.
  public static UserState of(long user) {
    return new UserState(user, 0, 0, Profile.EMPTY, Tallies.NONE, List.of());
  }

  /// When the next deadline is due, epoch milliseconds, or [Long#MAX_VALUE] if none is armed.
  public long nextDueAtMillis() {
    return deadlines.isEmpty() ? Long.MAX_VALUE : deadlines.getFirst().dueAtMillis();
  }
}
