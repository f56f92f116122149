package dev.promontory.app;

import dev.promontory.campaign.Campaign.Status;
import dev.promontory.campaign.LifeCycle.Action;
import dev.promontory.campaign.LiveChanges;
import dev.promontory.campaign.LiveChanges.Turn;
import dev.promontory.live.host.LiveHostBusy;
import dev.promontory.store.StoreUnavailable;
import dev.promontory.store.Transactions;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/// Lets scheduled live campaigns be running from their start, or live campaigns be completed from
/// their end. What they see does not wait for it: the fold knows both instants. A campaign whose
/// turn fails is left alone for a while and keeps no other from its own.
public final class LiveTurns implements DueWork {
  private final Transactions transactions;
  private final Next next;
  private final BiConsumer<Turn, Instant> take;
  private final Postponed<Long> postponed = new Postponed<>();

  private LiveTurns(Transactions transactions, Next next, BiConsumer<Turn, Instant> take) {
    this.transactions = transactions;
    this.next = next;
    this.take = take;
  }

  /// Whose turn is next.
  private interface Next {
    Optional<Turn> among(LiveChanges changes, Instant now, Set<Long> except);
  }

  /// Takes no longer than a transaction.
  public static LiveTurns starts(Transactions transactions) {
    return new LiveTurns(
        transactions,
        LiveChanges::nextStart,
        (turn, now) -> start(transactions, turn.campaignId(), now));
  }

  /// Waits for the host of the fold, who may take as long as
  /// [dev.promontory.live.host.LiveHost#CHANGE_PATIENCE]: not for a thread that has other work.
  public static LiveTurns ends(Transactions transactions, CampaignSteps steps) {
    return new LiveTurns(
        transactions,
        (changes, _, except) -> changes.nextEnd(except),
        (turn, _) -> end(steps, turn));
  }

  /// A start that will be left out because its campaign has ended is told until that is done.
  @Override
  public Optional<Instant> nextDueAt() {
    var due = next(Instant.EPOCH, postponed.all()).map(Turn::at);
    return Stream.concat(due.stream(), postponed.nextEnd().stream()).min(Comparator.naturalOrder());
  }

  private Optional<Turn> next(Instant now, Set<Long> except) {
    return transactions.inTransaction(tx -> next.among(tx.liveChanges(), now, except));
  }

  /// @throws LiveHostBusy if the host is: no campaign can end now, and none is left alone for it
  /// @throws RuntimeException what a turn failed with
  @Override
  public boolean doDue(Instant now) {
    var due = next(now, postponed.at(now)).filter(turn -> !turn.at().isAfter(now));
    due.ifPresent(turn -> attempt(turn, now));
    return due.isPresent();
  }

  private void attempt(Turn turn, Instant now) {
    try {
      take.accept(turn, now);
      postponed.succeeded(turn.campaignId());
    } catch (StoreUnavailable | LiveHostBusy e) {
      throw e;
    } catch (RuntimeException e) {
      postponed.failed(turn.campaignId(), now);
      throw new IllegalStateException(
          "campaign %d cannot take its turn; others do".formatted(turn.campaignId()), e);
    }
  }

  /// Nothing if somebody has stopped it in the meantime.
  private static void start(Transactions transactions, long id, Instant now) {
    transactions.inTransaction(
        tx -> {
          var campaign = tx.campaigns().lock(id).orElseThrow();
          if (campaign.status() == Status.SCHEDULED) {
            tx.campaigns().update(campaign.with(Status.RUNNING, now));
          }
          return campaign;
        });
  }

  /// Nothing if somebody has stopped it, or given it more time, in the meantime.
  private static void end(CampaignSteps steps, Turn turn) {
    steps.takeLive(
        turn.account(),
        (tx, place) -> {
          tx.segments().lock(turn.account());
          var campaign = tx.campaigns().lock(turn.campaignId()).orElseThrow();
          var terms = tx.liveChanges().terms(campaign.id());
          boolean isOver =
              terms
                  .filter(known -> known.end() != null && !known.end().isAfter(place.now()))
                  .isPresent();
          if (isOver && Action.STOP.isPossible(campaign.status())) {
            place.change(place.book().remove(tx, campaign, place.moment()));
            tx.campaigns().update(campaign.with(Status.COMPLETED, place.now()));
          }
          return new CampaignOutcome.Done(campaign);
        });
  }
}
