package dev.promontory.app;

import dev.promontory.account.Account;
import dev.promontory.app.ResolveRule.Resolution;
import dev.promontory.campaign.Campaign;
import dev.promontory.campaign.CampaignDocument;
import dev.promontory.campaign.CampaignDocument.Audience;
import dev.promontory.campaign.Schedule;
import dev.promontory.live.LiveCampaign;
import dev.promontory.live.host.ProgramChange;
import dev.promontory.live.host.ProgramChange.Action;
import dev.promontory.rule.Rule;
import dev.promontory.store.Transactions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// What became of a live campaign since it was published: from the journal of the programs, or,
/// when that has forgotten it because it is over, from its document. Its pauses are not known then:
/// that nothing was decided in them is told by the decisions.
public final class LiveCourse {
  private final LongFunction<List<ProgramChange>> remembered;
  private final Transactions transactions;
  private final ResolveRule resolveRule;

  /// @param remembered the changes of a campaign by its id, as far as they are remembered
  public LiveCourse(
      LongFunction<List<ProgramChange>> remembered,
      Transactions transactions,
      ResolveRule resolveRule) {
    this.remembered = remembered;
    this.transactions = transactions;
    this.resolveRule = resolveRule;
  }

  /// The changes of a published campaign, in order; the first puts it.
  List<ProgramChange> changes(Account account, Campaign campaign, CampaignDocument document) {
    var changes = new ArrayList<>(remembered.apply(campaign.id()));
    if (changes.isEmpty() || !(changes.getFirst().action() instanceof Action.Put)) {
      changes.addFirst(written(account, campaign, document));
    }
    return changes;
  }

  private ProgramChange written(Account account, Campaign campaign, CampaignDocument document) {
    if (!(document.who() instanceof Audience.Live(var trigger, var filter))
        || !(document.when() instanceof Schedule.Live schedule)) {
      throw new IllegalArgumentException("campaign " + campaign.id() + " is not live");
    }
    var start = Objects.requireNonNullElse(campaign.startsAt(), campaign.createdAt());
    var life = new LiveCampaign.Life(0, start, end(campaign, schedule.endsAt(document.zone())));
    var live =
        new LiveCampaign(
            campaign.id(),
            campaign.revision(),
            account.zone(),
            trigger,
            filter == null ? null : resolved(account, filter),
            document.wanted(),
            life);
    return new ProgramChange(1, account.number(), 0, start, new Action.Put(live));
  }

  /// When it ended, or is to end.
  private static @Nullable Instant end(Campaign campaign, @Nullable Instant written) {
    var changed = campaign.updatedAt();
    return switch (campaign.status()) {
      case STOPPED, ARCHIVED -> written == null || changed.isBefore(written) ? changed : written;
      case DRAFT, SCHEDULED, RUNNING, PAUSED, COMPLETED -> written;
    };
  }

  /// The filter with its segments as they are now; null if one of them is not there any more.
  private @Nullable Rule resolved(Account account, Rule filter) {
    var resolution =
        transactions.inTransaction(
            tx -> resolveRule.resolve(tx.segments(), account.number(), filter));
    return switch (resolution) {
      case Resolution.Resolved(var rule) -> rule;
      case Resolution.Unresolved _ -> null;
    };
  }
}
