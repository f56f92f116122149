package dev.promontory.live.host;

import java.util.List;

/// What was decided at a [Moment].
///
/// @param answer to who asked for it
/// @param changes committed to the journal, with the position and time of the moment and ascending
///   numbers above all others; none if nothing changes
public record Changed<T>(T answer, List<ProgramChange> changes) {
  public Changed {
    changes = List.copyOf(changes);
  }
}
