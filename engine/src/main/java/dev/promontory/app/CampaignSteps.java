package dev.promontory.app;

import dev.promontory.account.Account;
import dev.promontory.campaign.Campaign;
import dev.promontory.campaign.Qualification;
import dev.promontory.live.host.Changed;
import dev.promontory.live.host.LiveHost;
import dev.promontory.live.host.Moment;
import dev.promontory.live.host.ProgramChange;
import dev.promontory.store.Transactions;
import dev.promontory.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes steps in the life of campaigns: each is one transaction. A step of a live campaign is
/// taken at a moment of the log, and what it changes holds from there on.
public final class CampaignSteps {
  private final Transactions transactions;
  private final LiveHost host;
  private final LiveBook book;

  public CampaignSteps(Transactions transactions, LiveHost host, LiveBook book) {
    this.transactions = transactions;
    this.host = host;
    this.book = book;
  }

  /// A step.
  interface Step {
    CampaignOutcome take(Tx tx, Place place);
  }

  /// Where in time and in the log a step is taken. Lives as long as the step.
  static final class Place {
    private final Instant now;
    private final @Nullable Moment moment;
    private final LiveBook book;
    private final List<ProgramChange> changes = new ArrayList<>();

    private Place(Instant now, @Nullable Moment moment, LiveBook book) {
      this.now = now;
      this.moment = moment;
      this.book = book;
    }

    Instant now() {
      return now;
    }

    /// What changes is written within the transaction of the step, and made after it.
    LiveBook book() {
      return book;
    }

    void change(ProgramChange change) {
      changes.add(change);
    }

    /// Makes sure that there is a moment, before much is done.
    void requireMoment() {
      moment();
    }

    /// The moment of a live campaign.
    Moment moment() {
      if (moment == null) {
        throw new NeedsMoment();
      }
      return moment;
    }
  }

  /// A campaign turned out to be live only within its step.
  private static final class NeedsMoment extends RuntimeException {
    private static final long serialVersionUID = 1;

    NeedsMoment() {
      super("a live campaign changes at a moment of the log", null, false, false);
    }
  }

  /// Takes a step.
  ///
  /// @param now the present, for a campaign that is not live
  /// @throws dev.promontory.live.host.LiveHostBusy if a live campaign cannot change now; nothing
  ///   was done
  CampaignOutcome take(Account account, long id, Instant now, Step step) {
    if (isLive(account, id)) {
      return takeLive(account.number(), step);
    }
    try {
      return transactions.inTransaction(tx -> step.take(tx, new Place(now, null, book)));
    } catch (NeedsMoment _) {
      return takeLive(account.number(), step);
    }
  }

  /// Takes a step of a live campaign.
  CampaignOutcome takeLive(int account, Step step) {
    return host.change(account, moment -> takeAt(moment, step));
  }

  private Changed<CampaignOutcome> takeAt(Moment moment, Step step) {
    return transactions.inTransaction(
        tx -> {
          var place = new Place(moment.at(), moment, book);
          return new Changed<>(step.take(tx, place), place.changes);
        });
  }

  /// Whether a step will need a moment; a draft does without, unless it is being published.
  private boolean isLive(Account account, long id) {
    return transactions
        .inTransaction(tx -> tx.campaigns().find(account.number(), id))
        .map(found -> isLive(found) && found.status() != Campaign.Status.DRAFT)
        .orElse(false);
  }

  static boolean isLive(Campaign campaign) {
    return campaign.text().qualification() == Qualification.LIVE;
  }
}
