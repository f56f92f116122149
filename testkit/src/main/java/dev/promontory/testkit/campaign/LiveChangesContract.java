package dev.promontory.testkit.campaign;

import static dev.promontory.testkit.campaign.CampaignDesk.NOW;
import static dev.promontory.testkit.campaign.CampaignDesk.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.promontory.account.Accounts;
import dev.promontory.app.CampaignSteps;
import dev.promontory.app.JournalOfPrograms;
import dev.promontory.app.LiveTurns;
import dev.promontory.campaign.Campaign;
import dev.promontory.campaign.Campaign.Status;
import dev.promontory.campaign.CampaignDocument;
import dev.promontory.campaign.CampaignDocument.Audience;
import dev.promontory.campaign.Schedule;
import dev.promontory.live.Occasion;
import dev.promontory.live.Trigger;
import dev.promontory.live.host.LiveHostBusy;
import dev.promontory.live.host.ProgramChange;
import dev.promontory.live.host.ProgramChange.Action;
import dev.promontory.live.host.ProgramJournal;
import dev.promontory.record.Name;
import dev.promontory.rule.Rule;
import dev.promontory.rule.UserSet;
import dev.promontory.store.Transactions;
import dev.promontory.store.Tx;
import dev.promontory.testkit.live.StillHost;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The journal of live campaigns, by the steps that write it.
public abstract class LiveChangesContract {
  private static final Schedule ALWAYS = new Schedule.Live(null, null);

  private CampaignDesk desk;
  private ProgramJournal journal;
  private long before;

  protected abstract Transactions transactions();

  protected abstract Accounts accounts();

  @BeforeEach
  void open() {
    desk = new CampaignDesk(transactions(), accounts());
    journal = new JournalOfPrograms(transactions(), desk.liveBook());
    before = 0;
    for (var page = journal.after(0, 100); !page.isEmpty(); page = journal.after(before, 100)) {
      before = page.getLast().number();
    }
  }

  @AfterEach
  void stopAll() {
    desk.stopAll();
  }

  @Test
  void what_a_live_campaign_went_through_is_told_in_order() {
    var campaign = desk.published(live(null, ALWAYS), NOW);
    done(desk.steer().pause(desk.account, campaign.id(), NOW));
    done(desk.steer().resume(desk.account, campaign.id(), NOW));

    var changes = changes();

    assertThat(changes).extracting(ProgramChange::account).containsOnly(desk.account.number());
    assertThat(changes).extracting(ProgramChange::at).containsOnly(NOW);
    assertThat(changes).extracting(ProgramChange::number).isSorted().doesNotHaveDuplicates();
    assertThat(changes.get(0).action())
        .isInstanceOfSatisfying(
            Action.Put.class,
            put -> {
              assertThat(put.live().id()).isEqualTo(campaign.id());
              assertThat(put.live().revision()).isEqualTo(1);
              assertThat(put.live().life().start()).isEqualTo(NOW);
              assertThat(put.live().life().end()).isNull();
            });
    assertThat(changes.stream().skip(1).map(ProgramChange::action))
        .containsExactly(new Action.Pause(campaign.id()), new Action.Resume(campaign.id()));
  }

  @Test
  void of_a_campaign_that_is_removed_only_the_removal_is_told() {
    var campaign = desk.published(live(null, ALWAYS), NOW);
    done(desk.steer().pause(desk.account, campaign.id(), NOW));
    done(desk.steer().stop(desk.account, campaign.id(), NOW));

    assertThat(changes())
        .extracting(ProgramChange::action)
        .containsExactly(new Action.Remove(campaign.id()));
  }

  @Test
  void pages_of_the_journal_leave_nothing_out() {
    for (int i = 0; i < 5; i++) {
      desk.published(live(null, ALWAYS), NOW);
    }

    var first = journal.after(before, 2);
    var second = journal.after(first.getLast().number(), 2);
    var third = journal.after(second.getLast().number(), 2);

    assertThat(List.of(first.size(), second.size(), third.size())).containsExactly(2, 2, 1);
    assertThat(changes()).hasSize(5);
  }

  @Test
  void a_list_in_the_filter_is_put_in_its_place() {
    long list = desk.list(UserSet.of(3, 5));
    desk.published(live(new Rule.InSegment(list, true), ALWAYS), NOW);

    assertThat(changes().getFirst().action())
        .isInstanceOfSatisfying(
            Action.Put.class,
            put -> assertThat(put.live().filter()).isEqualTo(new Rule.OneOf(UserSet.of(3, 5))));
  }

  @Test
  void a_new_end_under_way_is_another_revision_of_the_same_questions() {
    var campaign = desk.published(live(null, ALWAYS), NOW);
    var end = new Schedule.Live(null, LocalDateTime.parse("2026-03-10T00:00"));

    done(desk.change(campaign.id(), live(null, end), NOW.plusSeconds(60)));

    assertThat(changes().getLast().action())
        .isInstanceOfSatisfying(
            Action.Put.class,
            put -> {
              assertThat(put.live().revision()).isEqualTo(2);
              assertThat(put.live().life().start()).isEqualTo(NOW);
              assertThat(put.live().life().end()).isEqualTo(Instant.parse("2026-03-09T23:00:00Z"));
            });
  }

  @Test
  void a_scheduled_campaign_runs_from_its_start_and_is_completed_at_its_end() {
    var when =
        new Schedule.Live(
            LocalDateTime.parse("2026-03-05T00:00"), LocalDateTime.parse("2026-03-06T00:00"));
    var campaign = desk.published(live(null, when), NOW);
    var start = Instant.parse("2026-03-04T23:00:00Z");
    var end = Instant.parse("2026-03-05T23:00:00Z");
    assertThat(campaign.status()).isEqualTo(Status.SCHEDULED);

    assertThat(starts().nextDueAt()).contains(start);
    assertThat(starts().doDue(start.minusMillis(1))).isFalse();
    assertThat(starts().doDue(start)).isTrue();
    assertThat(status(campaign)).isEqualTo(Status.RUNNING);
    assertThat(starts().nextDueAt()).isEmpty();

    assertThat(ends(end).nextDueAt()).contains(end);
    assertThat(ends(end).doDue(end)).isTrue();
    assertThat(status(campaign)).isEqualTo(Status.COMPLETED);
    assertThat(changes())
        .extracting(ProgramChange::action)
        .containsExactly(new Action.Remove(campaign.id()));
    assertThat(ends(end).nextDueAt()).isEmpty();
  }

  @Test
  void a_campaign_whose_whole_life_has_passed_is_completed() {
    var when =
        new Schedule.Live(
            LocalDateTime.parse("2026-03-05T00:00"), LocalDateTime.parse("2026-03-06T00:00"));
    var campaign = desk.published(live(null, when), NOW);
    var later = Instant.parse("2026-03-20T00:00:00Z");

    assertThat(starts().doDue(later)).isFalse();
    assertThat(status(campaign)).isEqualTo(Status.SCHEDULED);
    assertThat(ends(later).doDue(later)).isTrue();

    assertThat(status(campaign)).isEqualTo(Status.COMPLETED);
    assertThat(starts().nextDueAt()).isEmpty();
  }

  @Test
  void a_campaign_that_keeps_failing_at_its_end_is_left_alone_and_holds_up_no_other() {
    var failing = desk.published(live(null, until("2026-03-05T00:00")), NOW);
    var other = desk.published(live(null, until("2026-03-05T00:01")), NOW);
    var end = Instant.parse("2026-03-05T00:00:00Z");
    var transactions =
        new FailingTransactions(
            transactions(),
            tx -> status(tx, failing, Status.COMPLETED),
            new IllegalStateException("fails at its end"));
    var ends = ends(transactions, end);

    assertThatThrownBy(() -> ends.doDue(end)).hasRootCauseMessage("fails at its end");
    assertThat(ends.doDue(end)).isTrue();

    assertThat(status(other)).isEqualTo(Status.COMPLETED);
    assertThat(status(failing)).isEqualTo(Status.RUNNING);
    assertThat(ends.doDue(end)).isFalse();
    assertThat(ends.nextDueAt()).contains(end.plus(Duration.ofMinutes(1)));
    transactions.end();
    assertThat(ends.doDue(end.plus(Duration.ofMinutes(1)))).isTrue();
    assertThat(status(failing)).isEqualTo(Status.COMPLETED);
    assertThat(ends.nextDueAt()).isEmpty();
  }

  @Test
  void a_host_that_is_busy_leaves_no_campaign_alone() {
    var campaign = desk.published(live(null, until("2026-03-05T00:00")), NOW);
    var end = Instant.parse("2026-03-05T00:00:00Z");
    var busy =
        new FailingTransactions(
            transactions(), tx -> status(tx, campaign, Status.COMPLETED), new LiveHostBusy("busy"));
    var ends = ends(busy, end);

    assertThatThrownBy(() -> ends.doDue(end)).isInstanceOf(LiveHostBusy.class);
    busy.end();

    assertThat(ends.doDue(end)).isTrue();
    assertThat(status(campaign)).isEqualTo(Status.COMPLETED);
  }

  @Test
  void a_reader_waits_for_whoever_is_adding_a_change() throws Exception {
    var campaign = desk.published(live(null, ALWAYS), NOW);
    long known = changes().getLast().number();
    var added = new CountDownLatch(1);
    var mayCommit = new CountDownLatch(1);
    try (var threads = Executors.newFixedThreadPool(2)) {
      var adding =
          threads.submit(
              () ->
                  transactions()
                      .inTransaction(
                          tx -> {
                            var change = CampaignDesk.pausing(campaign);
                            var number = tx.liveChanges().add(change).number();
                            added.countDown();
                            await(mayCommit);
                            return number;
                          }));
      await(added);
      var reading = threads.submit(() -> journal.after(known, 10));
      mayCommit.countDown();

      assertThat(reading.get(30, TimeUnit.SECONDS))
          .extracting(ProgramChange::number)
          .containsExactly(adding.get(30, TimeUnit.SECONDS));
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private List<ProgramChange> changes() {
    return journal.after(before, 100);
  }

  private LiveTurns starts() {
    return LiveTurns.starts(transactions());
  }

  private LiveTurns ends(Instant now) {
    return LiveTurns.ends(transactions(), desk.steps(now));
  }

  private LiveTurns ends(Transactions used, Instant now) {
    var host = new StillHost(InstantSource.fixed(now));
    return LiveTurns.ends(used, new CampaignSteps(used, host, desk.liveBook()));
  }

  private static Schedule until(String end) {
    return new Schedule.Live(null, LocalDateTime.parse(end));
  }

  private boolean status(Tx tx, Campaign campaign, Status status) {
    return tx.campaigns().find(desk.account.number(), campaign.id()).orElseThrow().status()
        == status;
  }

  private Status status(Campaign campaign) {
    return desk.find(campaign.id()).status();
  }

  private CampaignDocument live(@Nullable Rule filter, Schedule when) {
    var trigger = new Trigger.Action(List.of(new Occasion(Name.of("Charged"), List.of())));
    return desk.document(new Audience.Live(trigger, filter), desk.reward(null), when);
  }
}
