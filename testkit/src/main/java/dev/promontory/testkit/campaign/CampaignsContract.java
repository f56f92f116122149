package dev.promontory.testkit.campaign;

import static dev.promontory.testkit.campaign.CampaignDesk.NOW;
import static dev.promontory.testkit.campaign.CampaignDesk.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.promontory.account.Accounts;
import dev.promontory.app.CampaignOutcome;
import dev.promontory.app.CampaignOutcome.Flawed;
import dev.promontory.app.CampaignOutcome.NotPossible;
import dev.promontory.app.CampaignOutcome.Outdated;
import dev.promontory.app.CampaignOutcome.Unknown;
import dev.promontory.app.DraftCampaign;
import dev.promontory.campaign.Campaign.Status;
import dev.promontory.campaign.CampaignDocument.Audience;
import dev.promontory.campaign.CampaignFilter;
import dev.promontory.campaign.Campaigns;
import dev.promontory.campaign.LifeCycle.Action;
import dev.promontory.campaign.Qualification;
import dev.promontory.campaign.Revision;
import dev.promontory.campaign.Schedule;
import dev.promontory.document.Problem;
import dev.promontory.points.Points;
import dev.promontory.rule.UserSet;
import dev.promontory.store.Transactions;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store of campaigns must keep, through the use cases that change it (S5, C1, C2).
public abstract class CampaignsContract {
  private static final Schedule AT_NOON =
      new Schedule.OnDates(List.of(LocalDateTime.parse("2026-04-01T12:00")));

  /// The stores under test.
  protected abstract Transactions transactions();

  /// The accounts of the stores under test.
  protected abstract Accounts accounts();

  private CampaignDesk desk;

  @BeforeEach
  void desk() {
    desk = new CampaignDesk(transactions(), accounts());
  }

  @AfterEach
  void stopAll() {
    desk.stopAll();
  }

  @Test
  void a_draft_may_lack_everything_but_hold_nothing_wrong() {
    var draft = desk.draft(CampaignBook.EMPTY);

    assertThat(draft.id()).isGreaterThanOrEqualTo(1500);
    assertThat(draft.status()).isEqualTo(Status.DRAFT);
    assertThat(draft.revision()).isEqualTo(1);
    assertThat(desk.find(draft.id())).isEqualTo(draft);
    var wrong =
        transactions()
            .inTransaction(
                tx ->
                    new DraftCampaign(desk.book).create(tx, desk.account, "{\"x\":1}", "api", NOW));
    assertThat(wrong).isInstanceOf(Flawed.class);
    assertThat(desk.page(CampaignFilter.ALL)).containsExactly(draft);
  }

  @Test
  void c2_publishing_reports_everything_at_once_and_changes_nothing() {
    var long_gone = new Schedule.OnDates(List.of(LocalDateTime.parse("2025-01-01T00:00")));
    var nobody = new Audience.ByList(999_999);
    var document = desk.document(nobody, desk.reward(null), long_gone);
    var draft = desk.draft(desk.book.write(document));

    var outcome = desk.publish(draft.id(), NOW);

    assertThat(CampaignDesk.problems(outcome))
        .extracting(Problem::path)
        .containsExactly("who.segmentId", "when.dates[0]");
    assertThat(desk.find(draft.id()).status()).isEqualTo(Status.DRAFT);
    assertThat(desk.runs(draft.id())).isEmpty();
  }

  @Test
  void what_starts_now_is_running_and_what_starts_later_is_scheduled() {
    var now = desk.published(desk.document(new Schedule.Now()), NOW);
    var later = desk.published(desk.document(AT_NOON), NOW);

    assertThat(now.status()).isEqualTo(Status.RUNNING);
    assertThat(now.nextRunAt()).isEqualTo(NOW);
    assertThat(later.status()).isEqualTo(Status.SCHEDULED);
    assertThat(desk.find(later.id()).nextRunAt()).isEqualTo("2026-04-01T10:00:00Z");
    assertThat(desk.find(later.id()).startsAt()).isEqualTo("2026-04-01T10:00:00Z");
    assertThat(desk.publish(later.id(), NOW))
        .isEqualTo(new NotPossible(Action.PUBLISH, Status.SCHEDULED));
  }

  @Test
  void c1_every_published_document_is_a_revision_for_ever() {
    var campaign = desk.published(desk.document(AT_NOON), NOW);
    var named = CampaignDesk.named(desk.document(AT_NOON), "Renamed");

    var changed = done(desk.change(campaign.id(), named, NOW.plusSeconds(5)));

    assertThat(changed.revision()).isEqualTo(2);
    assertThat(changed.name()).isEqualTo("Renamed");
    var revisions = transactions().inTransaction(tx -> tx.campaigns().revisions(campaign.id()));
    assertThat(revisions).extracting(Revision::number).containsExactly(2, 1);
    assertThat(revisions.getLast().documentJson()).isEqualTo(campaign.text().documentJson());
    assertThatThrownBy(
            () ->
                transactions()
                    .inTransaction(
                        tx -> {
                          tx.campaigns().addRevision(revisions.getLast());
                          return true;
                        }))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void a_draft_stays_at_revision_1_however_often_it_changes() {
    var draft = desk.draft(CampaignBook.EMPTY);

    var changed = done(desk.change(draft.id(), desk.document(AT_NOON), NOW));

    assertThat(changed.revision()).isEqualTo(1);
    assertThat(changed.text().qualification()).isEqualTo(Qualification.PAST_BEHAVIOR);
    assertThat(desk.revisions(draft.id())).isEmpty();
  }

  @Test
  void a_change_of_another_revision_than_the_present_one_is_refused() {
    var campaign = desk.published(desk.document(AT_NOON), NOW);
    var json = desk.book.write(CampaignDesk.named(desk.document(AT_NOON), "Renamed"));

    assertThat(desk.change(campaign.id(), json, 1, NOW)).isInstanceOf(CampaignOutcome.Done.class);
    assertThat(desk.change(campaign.id(), json, 1, NOW)).isEqualTo(new Outdated(2));
  }

  @Test
  void c1_a_campaign_is_not_changed_beyond_its_last_revision() {
    var campaign = desk.published(desk.document(AT_NOON), NOW);
    int most = Campaigns.MAX_REVISIONS;
    transactions()
        .inTransaction(
            tx -> {
              tx.campaigns().update(campaign.with(campaign.text(), most, NOW));
              return true;
            });
    var renamed = CampaignDesk.named(desk.document(AT_NOON), "Renamed");

    assertThat(desk.change(campaign.id(), renamed, NOW))
        .isEqualTo(new CampaignOutcome.TooManyRevisions(most));
    assertThat(desk.find(campaign.id()).name()).isEqualTo(campaign.name());
  }

  @Test
  void a_scheduled_campaign_changes_freely_and_is_planned_anew() {
    var campaign = desk.published(desk.document(AT_NOON), NOW);
    var evening = new Schedule.OnDates(List.of(LocalDateTime.parse("2026-04-02T20:00")));

    done(desk.change(campaign.id(), desk.document(evening), NOW));

    assertThat(desk.runs(campaign.id())).hasSize(1);
    assertThat(desk.find(campaign.id()).nextRunAt()).isEqualTo("2026-04-02T18:00:00Z");
    done(desk.change(campaign.id(), desk.document(new Schedule.Now()), NOW));
    assertThat(desk.find(campaign.id()).status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void under_way_only_name_end_and_budget_change() {
    var daily = new Schedule.Recurring(new Schedule.Days.Daily(), LocalTime.NOON, null, 3);
    var longer = new Schedule.Recurring(new Schedule.Days.Daily(), LocalTime.NOON, null, 5);
    var weekly =
        new Schedule.Recurring(
            new Schedule.Days.Weekly(Set.of(DayOfWeek.MONDAY)), LocalTime.NOON, null, 3);
    var campaign = desk.published(desk.document(daily), NOW);
    desk.history.holdsFor(UserSet.of(1));
    desk.runAll(desk.runner(transactions()), NOW.plusSeconds(86_400));
    var who = new Audience.ByRule(CampaignDesk.anybody());
    var budget = desk.reward(Points.of(500));

    assertThat(desk.find(campaign.id()).status()).isEqualTo(Status.RUNNING);
    var allowed = CampaignDesk.named(desk.document(who, budget, longer), "More");
    assertThat(desk.change(campaign.id(), allowed, NOW)).isInstanceOf(CampaignOutcome.Done.class);
    var refused = desk.document(new Audience.ByList(desk.list(UserSet.of(1))), budget, weekly);
    assertThat(CampaignDesk.problems(desk.change(campaign.id(), refused, NOW)))
        .extracting(Problem::path)
        .containsExactly("who", "when");
  }

  @Test
  void s5_only_drafts_are_deleted_and_only_what_has_ended_is_archived() {
    var draft = desk.draft(CampaignBook.EMPTY);
    var campaign = desk.published(desk.document(AT_NOON), NOW);
    var steer = desk.steer();

    assertThat(steer.delete(desk.account, campaign.id(), NOW))
        .isEqualTo(new NotPossible(Action.DELETE, Status.SCHEDULED));
    assertThat(steer.archive(desk.account, campaign.id(), NOW))
        .isEqualTo(new NotPossible(Action.ARCHIVE, Status.SCHEDULED));
    assertThat(done(steer.stop(desk.account, campaign.id(), NOW)).status())
        .isEqualTo(Status.STOPPED);
    assertThat(desk.find(campaign.id()).nextRunAt()).isNull();
    assertThat(steer.resume(desk.account, campaign.id(), NOW))
        .isEqualTo(new NotPossible(Action.RESUME, Status.STOPPED));
    assertThat(done(steer.archive(desk.account, campaign.id(), NOW)).status())
        .isEqualTo(Status.ARCHIVED);
    done(steer.delete(desk.account, draft.id(), NOW));
    assertThat(steer.delete(desk.account, draft.id(), NOW)).isEqualTo(new Unknown());
    assertThat(desk.page(CampaignFilter.ALL)).isEmpty();
  }
}
