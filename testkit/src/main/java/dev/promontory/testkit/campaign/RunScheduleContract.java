package dev.promontory.testkit.campaign;

import static dev.promontory.testkit.campaign.CampaignDesk.NOW;
import static dev.promontory.testkit.campaign.CampaignDesk.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.promontory.account.Accounts;
import dev.promontory.app.AskHistory;
import dev.promontory.campaign.Campaign.Status;
import dev.promontory.campaign.CampaignDocument.Audience;
import dev.promontory.campaign.Run;
import dev.promontory.campaign.Schedule;
import dev.promontory.points.Points;
import dev.promontory.rule.UserSet;
import dev.promontory.store.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// When runs start, on every store of runs (S4).
public abstract class RunScheduleContract {
  private static final Duration DAY = Duration.ofDays(1);

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
  void s4_3_a_campaign_that_runs_now_rewards_its_members_once_and_is_completed() {
    desk.history.holdsFor(UserSet.of(3, 5, 7));
    var campaign = desk.published(desk.document(new Schedule.Now()), NOW);
    var runner = desk.runner(transactions());

    assertThat(runner.nextDueAt()).contains(NOW);
    desk.runAll(runner, NOW);

    assertThat(desk.find(campaign.id()).status()).isEqualTo(Status.COMPLETED);
    assertThat(runner.nextDueAt()).isEmpty();
    var run = desk.onlyRun(campaign);
    assertThat(run.status()).isEqualTo(Run.Status.FINISHED);
    assertThat(run.members()).isEqualTo(3);
    assertThat(run.done()).isEqualTo(3);
    assertThat(desk.grants(campaign))
        .extracting(grant -> grant.key().user())
        .containsExactly(3L, 5L, 7L);
    assertThat(desk.grants(campaign)).allMatch(grant -> grant.key().occurrence() == run.id());
    assertThat(desk.balance(5)).isEqualTo(Points.of(10));
    assertThat(desk.balance(4)).isEqualTo(Points.ZERO);
  }

  @Test
  void a_run_without_members_is_finished_at_once() {
    var campaign = desk.published(desk.document(new Schedule.Now()), NOW);

    desk.runAll(desk.runner(transactions()), NOW);

    assertThat(desk.find(campaign.id()).status()).isEqualTo(Status.COMPLETED);
    assertThat(desk.onlyRun(campaign).members()).isZero();
  }

  @Test
  void nothing_starts_before_it_is_due() {
    desk.history.holdsFor(UserSet.of(1));
    var noon = new Schedule.OnDates(List.of(LocalDateTime.parse("2026-04-01T12:00")));
    var campaign = desk.published(desk.document(noon), NOW);
    var due = Instant.parse("2026-04-01T10:00:00Z");
    var runner = desk.runner(transactions());

    desk.runAll(runner, due.minusMillis(1));
    assertThat(desk.find(campaign.id()).status()).isEqualTo(Status.SCHEDULED);
    desk.runAll(runner, due);
    assertThat(desk.find(campaign.id()).status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void s4_2_a_recurring_campaign_rewards_once_per_run_and_is_completed_after_its_last() {
    desk.history.holdsFor(UserSet.of(1, 2));
    var daily = new Schedule.Recurring(new Schedule.Days.Daily(), LocalTime.NOON, null, 3);
    var campaign = desk.published(desk.document(daily), NOW);
    var runner = desk.runner(transactions());
    var starts = new ArrayList<Instant>();

    for (var due = runner.nextDueAt(); due.isPresent(); due = runner.nextDueAt()) {
      starts.add(due.get());
      desk.runAll(runner, due.get());
    }

    assertThat(starts)
        .containsExactly(
            Instant.parse("2026-03-04T11:00:00Z"),
            Instant.parse("2026-03-05T11:00:00Z"),
            Instant.parse("2026-03-06T11:00:00Z"));
    assertThat(desk.balance(2)).isEqualTo(Points.of(30));
    assertThat(desk.find(campaign.id()).status()).isEqualTo(Status.COMPLETED);
    assertThat(desk.runs(campaign.id())).hasSize(3);
  }

  @Test
  void a_run_that_was_missed_starts_late_once_and_the_next_is_to_come() {
    desk.history.holdsFor(UserSet.of(1));
    var daily = new Schedule.Recurring(new Schedule.Days.Daily(), LocalTime.NOON, null, 100);
    var campaign = desk.published(desk.document(daily), NOW);

    desk.runAll(desk.runner(transactions()), NOW.plus(DAY.multipliedBy(5)));

    assertThat(desk.balance(1)).isEqualTo(Points.of(10));
    assertThat(desk.find(campaign.id()).nextRunAt()).isEqualTo("2026-03-09T11:00:00Z");
  }

  @Test
  void runs_that_would_have_started_in_a_pause_are_left_out() {
    desk.history.holdsFor(UserSet.of(1));
    var dates =
        new Schedule.OnDates(
            List.of(
                LocalDateTime.parse("2026-03-04T12:00"),
                LocalDateTime.parse("2026-03-05T12:00"),
                LocalDateTime.parse("2026-03-06T12:00")));
    var campaign = desk.published(desk.document(dates), NOW);
    var runner = desk.runner(transactions());
    desk.runAll(runner, NOW.plus(DAY));
    done(desk.steer().pause(desk.account, campaign.id(), NOW.plus(DAY)));

    desk.runAll(runner, NOW.plus(DAY.multipliedBy(2)));
    assertThat(desk.balance(1)).isEqualTo(Points.of(10));
    var resumed =
        done(desk.steer().resume(desk.account, campaign.id(), NOW.plus(DAY.multipliedBy(2))));

    assertThat(resumed.nextRunAt()).isEqualTo("2026-03-06T11:00:00Z");
    done(desk.steer().pause(desk.account, campaign.id(), NOW.plus(DAY.multipliedBy(2))));
    assertThat(
            done(desk.steer().resume(desk.account, campaign.id(), NOW.plus(DAY.multipliedBy(9))))
                .status())
        .isEqualTo(Status.COMPLETED);
  }

  @Test
  void a_list_is_rewarded_without_asking_history() {
    long list = desk.list(UserSet.of(8, 9));
    var document = desk.document(new Audience.ByList(list), desk.reward(null), new Schedule.Now());
    desk.published(document, NOW);

    desk.runAll(desk.runner(transactions()), NOW);

    assertThat(desk.history.asked()).isZero();
    assertThat(desk.balance(9)).isEqualTo(Points.of(10));
  }

  @Test
  void a_run_waits_until_history_has_everything() {
    desk.history.holdsFor(UserSet.of(1));
    desk.history.isCaughtUp(false);
    var campaign = desk.published(desk.document(new Schedule.Now()), NOW);
    var runner = desk.runner(transactions());

    assertThatThrownBy(() -> runner.doDue(NOW)).isInstanceOf(AskHistory.Behind.class);
    assertThat(desk.onlyRun(campaign).status()).isEqualTo(Run.Status.PLANNED);
    desk.history.isCaughtUp(true);
    desk.runAll(runner, NOW);
    assertThat(desk.balance(1)).isEqualTo(Points.of(10));
  }

  @Test
  void runs_that_need_no_history_do_not_wait_for_it() {
    desk.history.holdsFor(CampaignDesk.members(90_000));
    var underWay = desk.published(desk.document(new Schedule.Now()), NOW);
    var runner = desk.runner(transactions());
    runner.doDue(NOW);
    desk.history.isCaughtUp(false);
    var waiting = desk.published(desk.document(new Schedule.Now()), NOW);
    var waitingToo = desk.published(desk.document(new Schedule.Now()), NOW);
    long list = desk.list(UserSet.of(100_000));
    var who = new Audience.ByList(list);
    var listed = desk.published(desk.document(who, desk.reward(null), new Schedule.Now()), NOW);

    assertThatThrownBy(() -> desk.runAll(runner, NOW)).isInstanceOf(AskHistory.Behind.class);

    assertThat(desk.find(listed.id()).status()).isEqualTo(Status.COMPLETED);
    assertThat(desk.find(underWay.id()).status()).isEqualTo(Status.COMPLETED);
    assertThat(desk.onlyRun(waiting).status()).isEqualTo(Run.Status.PLANNED);
    desk.history.isCaughtUp(true);
    desk.runAll(runner, NOW);
    assertThat(desk.find(waiting.id()).status()).isEqualTo(Status.COMPLETED);
    assertThat(desk.find(waitingToo.id()).status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void a_run_that_was_due_before_a_pause_starts_when_it_is_resumed() {
    desk.history.holdsFor(UserSet.of(1));
    desk.history.isCaughtUp(false);
    var campaign = desk.published(desk.document(new Schedule.Now()), NOW);
    var runner = desk.runner(transactions());
    assertThatThrownBy(() -> runner.doDue(NOW)).isInstanceOf(AskHistory.Behind.class);
    done(desk.steer().pause(desk.account, campaign.id(), NOW.plusSeconds(5)));
    desk.history.isCaughtUp(true);
    desk.runAll(runner, NOW.plusSeconds(6));
    assertThat(desk.balance(1)).isEqualTo(Points.ZERO);
    var renamed = CampaignDesk.named(desk.document(new Schedule.Now()), "Later");
    done(desk.change(campaign.id(), renamed, NOW.plusSeconds(7)));

    var resumed = done(desk.steer().resume(desk.account, campaign.id(), NOW.plusSeconds(60)));

    assertThat(resumed.status()).isEqualTo(Status.RUNNING);
    desk.runAll(runner, NOW.plusSeconds(60));
    assertThat(desk.find(campaign.id()).status()).isEqualTo(Status.COMPLETED);
    assertThat(desk.balance(1)).isEqualTo(Points.of(10));
  }

  @Test
  void a_small_run_does_not_wait_for_a_large_one() {
    desk.history.holdsFor(CampaignDesk.members(90_000));
    var large = desk.published(desk.document(new Schedule.Now()), NOW);
    var runner = desk.runner(transactions());
    runner.doDue(NOW);
    long list = desk.list(UserSet.of(100_000));
    var small =
        desk.published(
            desk.document(new Audience.ByList(list), desk.reward(null), new Schedule.Now()), NOW);

    runner.doDue(NOW);

    assertThat(desk.find(small.id()).status()).isEqualTo(Status.COMPLETED);
    assertThat(desk.find(large.id()).status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void a_run_that_fails_keeps_no_other_from_going_on_and_is_tried_again() {
    desk.history.holdsFor(UserSet.of(1));
    var broken = desk.published(desk.document(new Schedule.Now()), NOW);
    desk.history.failsFor(1);
    long list = desk.list(UserSet.of(2));
    var sound =
        desk.published(
            desk.document(new Audience.ByList(list), desk.reward(null), new Schedule.Now()),
            NOW.plusMillis(1));
    var runner = desk.runner(transactions());

    assertThatThrownBy(() -> runner.doDue(NOW.plusMillis(1)))
        .isInstanceOf(IllegalStateException.class);
    desk.runAll(runner, NOW.plusMillis(1));

    assertThat(desk.find(sound.id()).status()).isEqualTo(Status.COMPLETED);
    assertThat(desk.onlyRun(broken).status()).isEqualTo(Run.Status.PLANNED);
    var again = runner.nextDueAt().orElseThrow();
    assertThat(again).isEqualTo(NOW.plusMillis(60_001));
    desk.runAll(runner, again);
    assertThat(desk.find(broken.id()).status()).isEqualTo(Status.COMPLETED);
  }
}
