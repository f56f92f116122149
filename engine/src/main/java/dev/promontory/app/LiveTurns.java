package dev.promontory.app;

import dev.promontory.campaign.Campaign.Status;
import dev.promontory.campaign.LifeCycle.Action;
import dev.promontory.campaign.LiveChanges.Turn;
import dev.promontory.store.Transactions;
import java.time.Instant;
import java.util.Optional;

/// Lets scheduled live campaigns be running from their start, and completed from their end. What
/// they see does not wait for it: the fold knows both instants.
public final class LiveTurns implements DueWork {
  private final Transactions transactions;
  private final CampaignSteps steps;

  public LiveTurns(Transactions transactions, CampaignSteps steps) {
    this.transactions = transactions;
    this.steps = steps;
  }

  @Override
  public Optional<Instant> nextDueAt() {
    return next().map(Turn::at);
  }

  private Optional<Turn> next() {
    return transactions.inTransaction(tx -> tx.liveChanges().nextTurn());
  }

  @Override
  public boolean doDue(Instant now) {
    var due = next().filter(turn -> !turn.at().isAfter(now));
    due.ifPresent(turn -> take(turn, now));
    return due.isPresent();
  }

  private void take(Turn turn, Instant now) {
    boolean isStarted =
        transactions.inTransaction(
            tx -> {
              var campaign = tx.campaigns().lock(turn.campaignId()).orElseThrow();
              var terms = tx.liveChanges().terms(campaign.id());
              boolean starts =
                  campaign.status() == Status.SCHEDULED
                      && terms
                          .filter(known -> known.end() == null || known.end().isAfter(now))
                          .isPresent();
              if (starts) {
                tx.campaigns().update(campaign.with(Status.RUNNING, now));
              }
              return starts;
            });
    if (!isStarted) {
      end(turn);
    }
  }

  /// Nothing if somebody has stopped it, or given it more time, in the meantime.
  private void end(Turn turn) {
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
