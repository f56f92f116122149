package dev.promontory.campaign;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The remembered changes of live campaigns, within one transaction.
public interface LiveChanges {

  /// The most changes of one answer.
  int MAX_CHANGES = 1_000;

  /// Adds a change behind all others; whoever adds or reads one waits until the transaction ends.
  /// Once a campaign is removed, its other changes are forgotten.
  ///
  /// @param change its number is ignored
  /// @return the change with its number
  LiveChange add(LiveChange change);

  /// The changes behind one, in the order of their numbers. Waits for whoever adds one, so that
  /// none can turn up later with a lower number.
  ///
  /// @param number of the last change that is not wanted, 0 for none
  /// @param limit 1 to [#MAX_CHANGES]
  List<LiveChange> after(long number, int limit);

  /// The present terms of a campaign; empty if it is not live, or removed.
  Optional<LiveChange.Terms> terms(long campaignId);

  /// The scheduled live campaign that starts next.
  ///
  /// @param now campaigns that end by then are left out: they never run
  /// @param except campaigns that are left out
  /// @return its id with the instant, which may have passed; empty if none ever will
  Optional<Turn> nextStart(Instant now, Collection<Long> except);

  /// The live campaign that ends next, be it scheduled, running or paused.
  ///
  /// @param except campaigns that are left out
  /// @return its id with the instant, which may have passed; empty if none ever will
  Optional<Turn> nextEnd(Collection<Long> except);

  /// A campaign starts or ends.
  record Turn(int account, long campaignId, Instant at) {}
}
