package dev.promontory.live;

import static dev.promontory.live.Scene.NOON;
import static dev.promontory.live.Scene.atLeast;
import static dev.promontory.live.Scene.campaign;
import static dev.promontory.live.Scene.occasion;
import static dev.promontory.live.Scene.on;
import static dev.promontory.live.Scene.property;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.promontory.live.tally.Slot;
import dev.promontory.log.LogRecord;
import dev.promontory.record.Name;
import dev.promontory.record.Properties;
import dev.promontory.record.RecordBody;
import dev.promontory.record.Value;
import dev.promontory.rule.Behavior;
import dev.promontory.rule.Rule;
import dev.promontory.rule.Window;
import dev.promontory.time.Span;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ActionTest {
  private static final long SECOND = NOON.getEpochSecond();
  private static final Window EVER = new Window.Ever();

  private final Scene scene = new Scene();

  @Test
  void s3_3_an_event_qualifies_in_every_campaign_that_it_triggers_at_its_own_position() {
    scene.put(campaign(1501, on("Charged"), null)).put(campaign(1500, on("CHAR GED"), null));

    scene.does("App Open").does("Charged");

    assertThat(scene.effects)
        .containsExactly(
            new Effect.Qualified(1500, 1, 2, Taken.NOTHING, NOON),
            new Effect.Qualified(1501, 1, 2, Taken.NOTHING, NOON));
  }

  @Test
  void s3_4_any_of_the_trigger_events_counts_but_one_event_only_once() {
    var amount = new Behavior.Condition(Name.of("Amount"), new dev.promontory.rule.Test.Exists());
    var any =
        new Trigger.Action(
            List.of(
                occasion("Charged"),
                occasion("Charged", new Behavior.Clause(List.of(amount))),
                occasion("App Open")));
    scene.put(campaign(1500, any, null));

    scene.does("Charged", property("Amount", 5)).does("App Open").does("Refunded");

    assertThat(scene.occurrences()).containsExactly(1L, 2L);
  }

  @Test
  void s3_4_a_trigger_has_one_to_ten_events_and_a_basis_only_one() {
    assertThatIllegalArgumentException().isThrownBy(() -> on());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Trigger.Action(Collections.nCopies(11, occasion("A"))));
    assertThat(on("1", "2", "3", "4", "5", "6", "7", "8", "9", "10")).isNotNull();
    assertThatIllegalArgumentException().isThrownBy(() -> paying(on("A", "B")));
  }

  @Test
  void s3_1_events_two_hours_late_and_two_minutes_early_trigger_and_others_do_not() {
    scene.put(campaign(1500, on("Charged"), null));

    scene
        .did(SECOND - 7_201, "Charged")
        .did(SECOND - 7_200, "Charged")
        .did(SECOND + 120, "Charged")
        .did(SECOND + 121, "Charged");

    assertThat(scene.occurrences()).containsExactly(2L, 3L);
  }

  @Test
  void s3_1_events_that_trigger_nothing_count_for_past_behaviour_by_their_own_time() {
    scene.put(campaign(1500, on("App Open"), atLeast(2, "Charged", EVER)));

    scene.did(SECOND - 90_000, "Charged").did(SECOND + 90_000, "Charged").does("App Open");

    assertThat(scene.occurrences()).containsExactly(3L);
  }

  @Test
  void s3_6_a_trigger_does_not_count_for_its_own_filter() {
    scene.put(campaign(1500, on("Charged"), atLeast(1, "Charged", EVER)));

    scene.does("Charged").does("Charged");

    assertThat(scene.occurrences()).containsExactly(2L);
  }

  @Test
  void a_burst_of_five_events_in_a_millisecond_counts_five() {
    scene.put(campaign(1500, on("Charged"), null));
    scene.put(campaign(1501, on("App Open"), atLeast(5, "Charged", EVER)));
    scene.put(
        campaign(1502, on("App Open"), atLeast(5, "Charged", new Window.Last(Scene.minutes(1)))));

    for (int i = 0; i < 5; i++) {
      scene.does("Charged");
    }
    scene.does("App Open");

    assertThat(scene.occurrences()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 6L);
  }

  @Test
  void a_record_that_was_folded_before_changes_nothing() {
    scene.put(campaign(1500, on("Charged"), null)).does("Charged");
    var before = scene.state;

    var body = new RecordBody.Event(Name.of("Charged"), Properties.NONE);
    scene.fold(
        new Input.Appended(new LogRecord(1, 1, Scene.USER, SECOND, NOON.toEpochMilli() + 1, body)));

    assertThat(scene.state).isEqualTo(before);
    assertThat(scene.occurrences()).containsExactly(1L);
  }

  @Test
  void an_event_that_concerns_nobody_leaves_the_state_as_it_is() {
    scene.put(campaign(1500, on("Charged"), null)).does("Charged");
    var body = new RecordBody.Event(Name.of("App Open"), Properties.NONE);
    var record = new LogRecord(2, 1, Scene.USER, SECOND, NOON.toEpochMilli(), body);

    var step = Fold.fold(scene.program, scene.state, new Input.Appended(record));
    var later = Fold.fold(scene.program, scene.state, new Input.Clock(NOON.plusSeconds(5)));

    assertThat(step.state()).isSameAs(scene.state);
    assertThat(later.state()).isSameAs(scene.state);
  }

  @Test
  void the_basis_is_the_one_number_that_the_trigger_event_has() {
    scene.put(paying(on("Charged")));
    var numbers = new Value.Texts(List.of("5"));

    scene
        .does("Charged", property("Amount", 250))
        .does("Charged", property("Amount", "250"))
        .does("Charged")
        .does("Charged", property("Amount", numbers));

    assertThat(scene.effects).hasSize(4);
    assertThat(scene.effects.getFirst().taken().basis())
        .isEqualByComparingTo(BigDecimal.valueOf(250));
    assertThat(scene.effects.subList(1, 4)).allMatch(effect -> effect.taken().basis() == null);
  }

  @Test
  void a_reward_carries_the_simple_values_of_the_trigger_event_as_texts() {
    var wanted =
        new Taken.Wanted(
            null,
            Stream.of("Charged ID", "Amount", "Gift", "When", "Big", "Items.Price", "Tags", "No")
                .map(Name::of)
                .collect(toSet()));
    var life = new LiveCampaign.Life(0, Instant.EPOCH, null);
    scene.put(new LiveCampaign(1500, 1, ZoneOffset.UTC, on("Charged"), null, wanted, life));

    scene.does(
        "Charged",
        property("chargedid", "o-1"),
        property("Amount", Value.number(new BigDecimal("120.50"))),
        property("Gift", new Value.Flag(true)),
        property("When", new Value.Date(NOON.getEpochSecond())),
        property("Big", Value.number(new BigDecimal("1.5E+13"))),
        property(
            "Items",
            new Value.Items(
                List.of(
                    Properties.of(List.of(property("Price", 1))),
                    Properties.of(List.of(property("Price", 2)))))),
        property("Tags", new Value.Texts(List.of("a"))));

    assertThat(scene.effects.getFirst().taken().carried())
        .isEqualTo(
            Map.of(
                Name.of("Charged ID"), "o-1",
                Name.of("Amount"), "120.5",
                Name.of("Gift"), "true",
                Name.of("When"), "2026-11-23T12:00:00Z",
                Name.of("Big"), "15000000000000"));
  }

  private static LiveCampaign paying(Trigger trigger) {
    return new LiveCampaign(
        1500,
        1,
        ZoneOffset.UTC,
        trigger,
        null,
        new Taken.Wanted(Name.of("Amount"), Set.of()),
        new LiveCampaign.Life(0, Instant.EPOCH, null));
  }

  @Test
  void a_campaign_sees_what_is_received_behind_its_position_from_its_start_until_before_its_end() {
    var life = new LiveCampaign.Life(2, NOON.plusSeconds(10), NOON.plusSeconds(20));
    scene.put(
        new LiveCampaign(1500, 3, ZoneOffset.UTC, on("Charged"), null, Taken.Wanted.NOTHING, life));

    scene.at(10).does("Charged").does("Charged").at(NOON.plusMillis(9_999));
    var early = new Scene();
    early.put(
        new LiveCampaign(1500, 3, ZoneOffset.UTC, on("Charged"), null, Taken.Wanted.NOTHING, life));
    early.does("X").does("X").at(NOON.plusMillis(9_999)).does("Charged");
    scene.at(10).does("Charged").at(NOON.plusMillis(19_999)).does("Charged").at(20).does("Charged");

    assertThat(scene.occurrences()).containsExactly(3L, 4L);
    assertThat(early.occurrences()).isEmpty();
  }

  @Test
  void s3_7_a_paused_campaign_sees_no_events_but_its_filter_goes_on_counting() {
    scene.put(campaign(1500, on("App Open"), atLeast(1, "Charged", EVER)));

    scene.program.pause(1500);
    scene.does("Charged").does("App Open");
    scene.program.resume(1500);
    scene.does("App Open");

    assertThat(scene.occurrences()).containsExactly(3L);
  }

  @Test
  void the_profile_is_judged_as_it_was_before_the_trigger() {
    var gold = new dev.promontory.rule.Test.In(List.of(new Value.Text("gold")));
    scene.put(campaign(1500, on("Charged"), new Rule.HasProperty(Name.of("Plan"), gold)));

    scene.does("Charged").is("plan", "gold").does("Charged").is("Plan", "free").does("Charged");

    assertThat(scene.occurrences()).containsExactly(3L);
  }

  @Test
  void a_filter_from_before_the_campaign_waits_for_its_seed() {
    scene.does("X").does("Charged");
    scene.put(campaign(1500, on("App Open"), atLeast(2, "Charged", EVER), 2, ZoneOffset.UTC));
    scene.does("Charged");
    var leaf = scene.program.leaves(1500).getFirst();
    var record =
        new LogRecord(
            4,
            1,
            Scene.USER,
            SECOND,
            NOON.toEpochMilli(),
            new RecordBody.Event(Name.of("App Open"), Properties.NONE));

    assertThat(Fold.missing(scene.program, scene.state, new Input.Appended(record)))
        .containsExactly(leaf);
    assertThatIllegalStateException().isThrownBy(() -> scene.does("App Open"));
    var seed = new Input.Seed(leaf.number(), 2, List.of(new Slot(SECOND, 1, BigDecimal.ZERO)));
    scene.fold(seed).fold(seed).does("App Open");

    assertThat(scene.occurrences()).containsExactly(5L);
    assertThat(scene.state.tallies().find(leaf.number()).tally().slots())
        .containsExactly(new Slot(0, 2, BigDecimal.ZERO));
  }

  @Test
  void a_seed_of_other_records_than_those_before_the_leaf_is_refused() {
    scene.put(campaign(1500, on("App Open"), atLeast(2, "Charged", EVER), 2, ZoneOffset.UTC));
    var leaf = scene.program.leaves(1500).getFirst();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> scene.fold(new Input.Seed(leaf.number(), 3, List.of())));
  }

  @Test
  void a_seed_of_days_may_come_before_anything_else_of_the_user() {
    var week = new Window.Last(new Span(7, Span.Unit.DAY));
    scene.put(campaign(1500, on("App Open"), atLeast(3, "Charged", week), 2, ZoneOffset.UTC));
    scene.put(campaign(1501, on("App Open"), atLeast(6, "Charged", week), 2, ZoneOffset.UTC));
    int leaf = scene.program.leaves(1500).getFirst().number();
    var days =
        List.of(
            new Slot(SECOND - 86_400, 3, BigDecimal.ZERO),
            new Slot(SECOND - 8 * 86_400, 3, BigDecimal.ZERO));

    scene.does("X").does("X").fold(new Input.Seed(leaf, 2, days)).does("App Open");

    assertThat(scene.effects).extracting(Effect.Qualified::campaign).containsExactly(1500L);
  }

  @Test
  void a_user_without_a_seed_has_nothing_to_tell_once_all_seeds_are_in() {
    scene.put(campaign(1500, on("App Open"), atLeast(1, "Charged", EVER), 2, ZoneOffset.UTC));
    scene.program.completeSeeds(scene.program.leaves(1500).getFirst().number());

    scene.does("X").does("X").does("App Open").does("Charged").does("App Open");

    assertThat(scene.occurrences()).containsExactly(5L);
  }
}
