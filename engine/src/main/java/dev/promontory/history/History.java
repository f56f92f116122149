package dev.promontory.history;

import dev.promontory.account.Account;
import dev.promontory.log.LogBlock;
import dev.promontory.record.Name;
import dev.promontory.record.Profile;
import dev.promontory.rule.Rule;
import dev.promontory.rule.UserSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Columnar history. One thread writes; any number of threads ask. Whatever asks for records or
/// profiles throws [HistoryBusy] if there is no answer in time.
public interface History extends AutoCloseable {

  /// The most events of one page.
  int MAX_EVENTS = 1_000;

  /// The most profiles of one call.
  int MAX_PROFILES = 5_000;

  /// The position up to which everything is visible, 0 at first.
  long position();

  /// The position from which the log must be replayed after a restart: everything up to it is
  /// durable here. At most [#position].
  long durablePosition();

  /// Whether history has failed for good: every call fails from now on, and only a history that is
  /// opened anew goes on from the durable position.
  boolean isBroken();

  /// Takes in blocks that follow one another and the present position; records at or below it are
  /// skipped. Visible when this returns. To be called by one thread. Many records at once cost far
  /// less than the same records one by one.
  ///
  /// @throws IllegalArgumentException if a record is missing between the present position and
  ///   these; nothing is taken in then
  void append(List<LogBlock> blocks);

  /// Waits until everything up to a position is visible.
  ///
  /// @return false if the time ran out first
  boolean awaitPosition(long position, Duration timeout);

  /// How many users a rule holds for, exactly.
  ///
  /// @param rule without [Rule.InSegment] nodes
  /// @param now the instant that windows are counted from
  long count(Account account, Rule rule, Instant now);

  /// The users a rule holds for, all at one position (S4.1).
  UserSet members(Account account, Rule rule, Instant now);

  /// The profile of a user; empty for one of whom nothing but events is known. Here and in events,
  /// properties come in an order of history's own.
  Profile profile(Account account, long user);

  /// The profiles of several users at once; those of whom nothing but events is known have none
  /// here.
  ///
  /// @param users at most [#MAX_PROFILES]
  Map<Long, Profile> profiles(Account account, List<Long> users);

  /// The events of a user, newest first: by time, then by position.
  ///
  /// @param before give only events before this one in that order; null for the first page
  /// @param limit 1 to [#MAX_EVENTS]
  List<PastEvent> events(Account account, long user, PastEvent.@Nullable Key before, int limit);

  /// The lowest user number whose profile property is exactly this text, alone or as the only value
  /// of several, to find a user by e-mail.
  OptionalLong findByProfileText(Account account, Name property, String text);

  @Override
  void close();
}
