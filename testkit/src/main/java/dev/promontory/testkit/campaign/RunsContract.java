package dev.promontory.testkit.campaign;

import static dev.promontory.testkit.campaign.CampaignDesk.NOW;
import static dev.promontory.testkit.campaign.CampaignDesk.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.promontory.account.Accounts;
import dev.promontory.campaign.Campaign.Status;
import dev.promontory.campaign.CampaignDocument;
import dev.promontory.campaign.CampaignDocument.Audience;
import dev.promontory.campaign.Run;
import dev.promontory.campaign.Schedule;
import dev.promontory.grant.GrantKey;
import dev.promontory.grant.GrantOutcome.Granted;
import dev.promontory.grant.GrantOutcome.Refused;
import dev.promontory.grant.Limits;
import dev.promontory.grant.Limits.OnShortBudget;
import dev.promontory.grant.Limits.Recurrence;
import dev.promontory.points.Points;
import dev.promontory.rule.UserSet;
import dev.promontory.store.StoreTrouble;
import dev.promontory.store.Transactions;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store of runs must keep, through the use case that carries them out: wherever a run
/// is interrupted, it goes on where it was (C3).
public abstract class RunsContract {
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
  void s4_1_members_are_those_of_the_start_and_computed_once() {
    desk.history.holdsFor(CampaignDesk.members(12_000));
    var campaign = desk.published(desk.document(new Schedule.Now()), NOW);
    var crashing = new CrashingTransactions(transactions());
    var runner = desk.runner(crashing);
    crashing.crashAt(8, false);

    assertThatThrownBy(() -> desk.runAll(runner, NOW))
        .isInstanceOf(CrashingTransactions.Crash.class);
    assertThat(desk.onlyRun(campaign).status()).isEqualTo(Run.Status.RUNNING);
    desk.history.holdsFor(UserSet.of(1, 99_999));
    desk.runAll(desk.runner(transactions()), NOW.plusSeconds(60));

    assertThat(desk.history.asked()).isEqualTo(1);
    assertThat(desk.onlyRun(campaign).members()).isEqualTo(12_000);
    assertThat(desk.grants(campaign)).hasSize(12_000);
    assertThat(desk.balance(99_999)).isEqualTo(Points.ZERO);
  }

  @Test
  void c3_wherever_a_run_crashes_it_ends_as_if_undisturbed() {
    desk.history.holdsFor(CampaignDesk.members(11_000));
    int crashes = 0;
    for (boolean afterCommit : new boolean[] {false, true}) {
      boolean crashed = true;
      for (int at = 1; crashed; at++) {
        var campaign = desk.published(desk.document(new Schedule.Now()), NOW);
        crashed = runWithCrash(at, afterCommit);
        crashes += crashed ? 1 : 0;

        assertThat(desk.find(campaign.id()).status()).isEqualTo(Status.COMPLETED);
        assertThat(desk.onlyRun(campaign).done()).isEqualTo(11_000);
        assertThat(desk.grants(campaign)).hasSize(11_000);
      }
    }
    assertThat(crashes).isGreaterThan(15);
    // Each campaign, those without a crash too, has given everybody 10 points.
    var expected = Points.of(10L * (crashes + 2));
    for (long user : new long[] {1, 5_000, 5_001, 10_001, 11_000}) {
      assertThat(desk.balance(user)).as("user " + user).isEqualTo(expected);
    }
  }

  @Test
  void a_paused_run_stops_between_chunks_and_goes_on_where_it_was() {
    desk.history.holdsFor(CampaignDesk.members(55_000));
    var campaign = desk.published(desk.document(new Schedule.Now()), NOW);
    var runner = desk.runner(transactions());
    runner.doDue(NOW);

    done(desk.steer().pause(desk.account, campaign.id(), NOW));
    desk.runAll(runner, NOW);

    assertThat(desk.onlyRun(campaign).done()).isEqualTo(40_000);
    assertThat(desk.onlyRun(campaign).status()).isEqualTo(Run.Status.RUNNING);
    done(desk.steer().resume(desk.account, campaign.id(), NOW.plusSeconds(600)));
    desk.runAll(runner, NOW.plusSeconds(600));
    assertThat(desk.onlyRun(campaign).done()).isEqualTo(55_000);
    assertThat(desk.find(campaign.id()).status()).isEqualTo(Status.COMPLETED);
    assertThat(desk.balance(55_000)).isEqualTo(Points.of(10));
  }

  @Test
  void c3_a_member_whom_the_store_fails_is_rewarded_when_it_is_well_again() {
    desk.history.holdsFor(CampaignDesk.members(4));
    var campaign = desk.published(desk.document(new Schedule.Now()), NOW);
    var reward = new GrantKey(campaign.id(), desk.onlyRun(campaign).id(), 3);
    var troubled =
        new FailingTransactions(
            transactions(),
            tx -> tx.grants().find(List.of(reward)).get(reward) instanceof Granted,
            new StoreTrouble("in trouble", new IllegalStateException()));
    var runner = desk.runner(troubled);

    assertThatThrownBy(() -> desk.runAll(runner, NOW)).isInstanceOf(StoreTrouble.class);
    troubled.end();
    desk.runAll(runner, NOW.plus(DAY));

    assertThat(desk.grants(campaign)).hasSize(4);
    assertThat(desk.given(campaign)).isEqualTo(Points.of(40));
    assertThat(desk.find(campaign.id()).status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void a_stopped_run_rewards_nobody_else() {
    desk.history.holdsFor(CampaignDesk.members(45_000));
    var campaign = desk.published(desk.document(new Schedule.Now()), NOW);
    var runner = desk.runner(transactions());
    runner.doDue(NOW);

    done(desk.steer().stop(desk.account, campaign.id(), NOW));
    desk.runAll(runner, NOW.plusSeconds(1));

    assertThat(desk.onlyRun(campaign).status()).isEqualTo(Run.Status.STOPPED);
    assertThat(desk.onlyRun(campaign).done()).isEqualTo(40_000);
    assertThat(desk.balance(40_001)).isEqualTo(Points.ZERO);
    assertThat(desk.balance(40_000)).isEqualTo(Points.of(10));
  }

  @Test
  void g2_a_budget_ends_the_giving_and_not_the_run_and_can_be_raised_under_way() {
    desk.history.holdsFor(CampaignDesk.members(55_000));
    var who = new Audience.ByRule(CampaignDesk.anybody());
    var campaign =
        desk.published(
            desk.document(who, desk.reward(Points.of(300_000)), new Schedule.Now()), NOW);
    var runner = desk.runner(transactions());
    runner.doDue(NOW);
    var raised = desk.document(who, desk.reward(Points.of(400_050)), new Schedule.Now());
    done(desk.change(campaign.id(), raised, NOW));

    desk.runAll(runner, NOW);

    assertThat(desk.onlyRun(campaign).status()).isEqualTo(Run.Status.FINISHED);
    var grants = desk.grants(campaign);
    assertThat(grants).filteredOn(grant -> grant.outcome() instanceof Granted).hasSize(40_005);
    assertThat(grants).filteredOn(grant -> grant.outcome() instanceof Refused).hasSize(14_995);
    assertThat(grants.getLast().revision()).isEqualTo(2);
    assertThat(grants.getFirst().revision()).isEqualTo(1);
  }

  @Test
  void g2_a_budget_that_is_set_under_way_counts_what_was_given_without_one() {
    desk.history.holdsFor(CampaignDesk.members(100));
    var daily = new Schedule.Recurring(new Schedule.Days.Daily(), LocalTime.NOON, null, 9);
    var who = new Audience.ByRule(CampaignDesk.anybody());
    var campaign = desk.published(desk.document(who, desk.reward(null), daily), NOW);
    var runner = desk.runner(transactions());
    desk.runAll(runner, NOW.plus(DAY));

    done(desk.change(campaign.id(), desk.document(who, desk.reward(Points.of(1_200)), daily), NOW));
    desk.runAll(runner, NOW.plus(DAY.multipliedBy(2)));
    assertThat(desk.given(campaign)).isEqualTo(Points.of(1_200));

    done(desk.change(campaign.id(), desk.document(who, desk.reward(null), daily), NOW));
    desk.runAll(runner, NOW.plus(DAY.multipliedBy(3)));
    done(desk.change(campaign.id(), desk.document(who, desk.reward(Points.of(2_300)), daily), NOW));
    desk.runAll(runner, NOW.plus(DAY.multipliedBy(4)));
    assertThat(desk.given(campaign)).isEqualTo(Points.of(2_300));
  }

  @Test
  void g2_limits_on_users_that_are_put_back_count_what_was_given_without_them() {
    desk.history.holdsFor(CampaignDesk.members(100));
    var daily = new Schedule.Recurring(new Schedule.Days.Daily(), LocalTime.NOON, null, 9);
    var campaign = desk.published(atMost(null, daily), NOW);
    var runner = desk.runner(transactions());
    desk.runAll(runner, NOW.plus(DAY));
    done(desk.change(campaign.id(), atMost(2, daily), NOW));
    desk.runAll(runner, NOW.plus(DAY.multipliedBy(2)));
    done(desk.change(campaign.id(), atMost(null, daily), NOW));
    desk.runAll(runner, NOW.plus(DAY.multipliedBy(3)));
    assertThat(desk.given(campaign)).isEqualTo(Points.of(3_000));

    done(desk.change(campaign.id(), atMost(3, daily), NOW));
    desk.runAll(runner, NOW.plus(DAY.multipliedBy(4)));

    assertThat(desk.given(campaign)).isEqualTo(Points.of(3_000));
  }

  /// Rewards everybody so often in all.
  private CampaignDocument atMost(@Nullable Integer total, Schedule when) {
    var perUser = new Recurrence(total, null, null, null);
    var limits = new Limits(perUser, null, null, OnShortBudget.REFUSE);
    return desk.document(
        new Audience.ByRule(CampaignDesk.anybody()), desk.reward(null).with(limits), when);
  }

  @Test
  void g2_a_budget_below_what_was_given_without_one_gives_nothing_more() {
    desk.history.holdsFor(CampaignDesk.members(100));
    var daily = new Schedule.Recurring(new Schedule.Days.Daily(), LocalTime.NOON, null, 9);
    var who = new Audience.ByRule(CampaignDesk.anybody());
    var campaign = desk.published(desk.document(who, desk.reward(null), daily), NOW);
    var runner = desk.runner(transactions());
    desk.runAll(runner, NOW.plus(DAY));

    done(desk.change(campaign.id(), desk.document(who, desk.reward(Points.of(500)), daily), NOW));
    desk.runAll(runner, NOW.plus(DAY.multipliedBy(2)));
    assertThat(desk.given(campaign)).isEqualTo(Points.of(1_000));

    done(desk.change(campaign.id(), desk.document(who, desk.reward(Points.of(1_010)), daily), NOW));
    desk.runAll(runner, NOW.plus(DAY.multipliedBy(3)));
    assertThat(desk.given(campaign)).isEqualTo(Points.of(1_010));
  }

  @Test
  void who_is_a_member_of_a_run_is_remembered() {
    desk.history.holdsFor(CampaignDesk.members(7_000));
    var campaign = desk.published(desk.document(new Schedule.Now()), NOW);
    desk.runAll(desk.runner(transactions()), NOW);
    long run = desk.onlyRun(campaign).id();

    for (long user : new long[] {1, 5_000, 5_001, 7_000}) {
      assertThat(desk.isMember(run, user)).as("user " + user).isTrue();
    }
    assertThat(desk.isMember(run, 7_001)).isFalse();
    assertThat(desk.isMember(run, 0)).isFalse();
  }

  /// Runs to the end, through a crash.
  ///
  /// @return whether there was one
  private boolean runWithCrash(int at, boolean afterCommit) {
    var crashing = new CrashingTransactions(transactions());
    crashing.crashAt(at, afterCommit);
    try {
      desk.runAll(desk.runner(crashing), NOW);
      return false;
    } catch (CrashingTransactions.Crash _) {
      desk.runAll(desk.runner(transactions()), NOW.plusSeconds(1));
      return true;
    }
  }
}
