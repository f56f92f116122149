package dev.promontory.live.host;

import java.util.List;

/// The port to the remembered changes of programs. Safe for use by many threads.
public interface ProgramJournal {
  /// The most changes of one answer.
  int MAX_CHANGES = 1_000;

  /// The changes behind one, in the order of their numbers, of all accounts. Those of campaigns
  /// that are removed are left out, but for the removal itself: all they granted was decided before
  /// it (LH4).
  ///
  /// Sees every change that is committed or may yet be: if a transaction that writes one has begun
  /// and its end is not known, it waits for that.
  ///
  /// @param number of the last change that is not wanted, 0 for none
  /// @param limit 1 to [#MAX_CHANGES]
  /// @return at most `limit` changes; empty if there are no more
  List<ProgramChange> after(long number, int limit);
}
