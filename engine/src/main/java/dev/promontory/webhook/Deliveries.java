package dev.promontory.webhook;

import dev.promontory.webhook.Retries.Fate;
import dev.promontory.webhook.Shares.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The deliveries that wait or were sent, within one transaction.
public interface Deliveries {

  /// The most deliveries of one webhook that wait (WH2). What is added beyond is dropped and
  /// counted, what is replayed is refused.
  int MAX_WAITING = 50_000;

  /// The most that are replayed at once.
  int MAX_REPLAY = 10_000;

  /// How long a delivery is kept.
  Duration RETENTION = Duration.ofDays(30);

  /// How long whoever has claimed a delivery may take: longer than an attempt ever does.
  Duration LEASE = Duration.ofSeconds(15);

  /// The position in the log up to which deliveries are made. Means nothing while there is no
  /// webhook.
  long position();

  /// Begins behind a position. To be called with the first webhook, under [Webhooks#lock()].
  void startAt(long position);

  /// Moves the position.
  ///
  /// @return false if it is not at `from`, since somebody else has moved it; nothing was done
  boolean advance(long from, long to);

  /// Adds deliveries (WH1). Those of webhooks that are gone are left out, and those of users of
  /// whom nothing is told any more. To be called under [Webhooks#lock()], or after [#advance]. What
  /// a webhook has no room for is dropped, the newest first, and counted with it.
  ///
  /// @return how many were dropped
  int add(List<Delivery> fresh, Instant now);

  /// Claims deliveries that are due, the longest due first: nobody else gets them until [#LEASE] is
  /// over, or the outcome is recorded.
  ///
  /// @param shares how many of each webhook and of each account, in the order in which webhooks are
  ///   served
  /// @param limit how many in all, 0 and up
  List<Delivery> claim(List<Share> shares, int limit, Instant now);

  /// What came of an attempt.
  ///
  /// @param delivery as it was claimed
  record Result(Delivery delivery, Attempt attempt, Fate fate) {}

  /// Records outcomes. One whose delivery was recorded by somebody else in the meantime is left
  /// out, unless it was accepted.
  void record(List<Result> results);

  /// When the next delivery of an active webhook is due, or was.
  Optional<Instant> nextDueAt();

  /// Has a delivery sent anew, whatever has become of it. Whether there is room is asked before,
  /// under [Webhooks#lock()].
  ///
  /// @return false if there is none
  boolean replay(DeliveryKey key, Instant now);

  /// Has failed deliveries sent anew, the oldest first, as far as there is room. To be called under
  /// [Webhooks#lock()].
  ///
  /// @param since the earliest to be added
  /// @return how many, at most [#MAX_REPLAY]
  int replayFailed(long webhookId, Instant since, Instant now);

  /// Makes everything that waits for a webhook due now.
  void hurry(long webhookId, Instant now);

  /// When the oldest delivery was added, or the epoch while those of a deleted webhook are left.
  Optional<Instant> oldest();

  /// Forgets deliveries that were added before an instant, and those of deleted webhooks. Those
  /// that still wait are counted as dropped.
  ///
  /// @return how many, at most `limit`
  int forget(Instant before, Instant now, int limit);

  /// Adds nothing more of users, ever (S6). To be called under [Webhooks#lock()]; a repeat changes
  /// nothing.
  void silence(Collection<Long> users);

  /// Removes deliveries of users, whatever has become of them. Those that wait are not counted as
  /// dropped.
  ///
  /// @return how many, at most `limit`
  int remove(Collection<Long> users, int limit);

  /// A delivery.
  Optional<Delivery> find(DeliveryKey key);

  /// The most deliveries of one page.
  int MAX_PAGE = 1_000;

  /// Which deliveries are asked for.
  ///
  /// @param state null for all
  /// @param before the last position of the page before, or [Long#MAX_VALUE]
  /// @param limit 1 to [#MAX_PAGE]
  record Wanted(long webhookId, Delivery.@Nullable State state, long before, int limit) {}

  /// Deliveries of a webhook, the newest first.
  List<Delivery> page(Wanted wanted);

  /// How many wait for each webhook of these that has any.
  Map<Long, Integer> waiting(List<Long> webhookIds);

  /// The most deliveries that [#backlog] counts.
  int MAX_COUNTED = 100_000;

  /// What waits, of all webhooks.
  ///
  /// @param count at most [#MAX_COUNTED]
  /// @param oldestAt when the oldest was added; null if none waits
  record Backlog(int count, @Nullable Instant oldestAt) {}

  /// What waits, for the operator.
  Backlog backlog();
}
