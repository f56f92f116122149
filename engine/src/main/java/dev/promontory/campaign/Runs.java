package dev.promontory.campaign;

import dev.promontory.rule.UserSet;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The runs of campaigns and the users they reward, within one transaction.
public interface Runs {

  /// The most runs of one page.
  int MAX_PAGE = 1_000;

  /// A part of the members of a run, decided in one transaction.
  ///
  /// @param no counts the chunks of a run from 0
  /// @param users 1 to [Run#MAX_CHUNK]
  record Chunk(long runId, int no, UserSet users) {}

  /// Plans a run. A campaign with a run that is planned or running gets no other; that is a
  /// failure.
  Run plan(long campaignId, int revision, Instant plannedAt);

  /// Removes the planned run of a campaign, if there is one.
  void cancelPlanned(long campaignId);

  /// The run of a campaign that is planned or running.
  Optional<Run> open(long campaignId);

  /// A run, which nobody else changes until the transaction ends.
  Optional<Run> lock(long id);

  /// The runs of a campaign, newest first.
  ///
  /// @param before the last id of the page before, or null
  /// @param limit 1 to [#MAX_PAGE]
  List<Run> page(long campaignId, @Nullable Long before, int limit);

  /// The run of a campaign that started last.
  Optional<Run> lastStarted(long campaignId);

  /// How many runs of a campaign have started.
  int countStarted(long campaignId);

  /// The earliest planned start, or the start of a run that is under way, among campaigns that are
  /// scheduled or running; empty if there is nothing to do.
  ///
  /// @param except runs that don't count
  Optional<Instant> nextDueAt(Collection<Long> except);

  /// The planned run that has been due longest at an instant, of a campaign that is scheduled or
  /// running.
  ///
  /// @param except runs that don't count
  Optional<Run> nextToStart(Instant now, Collection<Long> except);

  /// The runs under way of campaigns that are running, those with the fewest chunks left first.
  ///
  /// @param except runs that don't count
  /// @param limit 1 to [#MAX_PAGE]
  List<Run> underWay(Collection<Long> except, int limit);

  /// Stores a run that has started, and its members.
  ///
  /// @param started as [Run#started] gives it
  /// @param members all of them; split into chunks in ascending order
  void start(Run started, UserSet members);

  /// A chunk of a run that nobody has decided or is about to decide; it is this transaction's until
  /// it ends. Empty if there is none, though others may still be at work.
  Optional<Chunk> takeChunk(long runId);

  /// Stores that the users of a chunk are decided.
  void finishChunk(Chunk chunk);

  /// Whether all chunks of a run are decided.
  boolean isDecided(long runId);

  /// How many users of a run are decided.
  long countDecided(long runId);

  /// Stores the end of a run, as [Run#finished] or [Run#stopped] gives it.
  void end(Run ended);

  /// Whether a user is among the members of a run.
  boolean isMember(long runId, long user);
}
