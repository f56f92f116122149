package dev.promontory.live;

import static dev.promontory.live.Scene.atLeast;
import static dev.promontory.live.Scene.campaign;
import static dev.promontory.live.Scene.minutes;
import static dev.promontory.live.Scene.occasion;
import static dev.promontory.live.Scene.on;
import static dev.promontory.live.Scene.property;
import static dev.promontory.live.Scene.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.promontory.record.Name;
import dev.promontory.record.Value;
import dev.promontory.rule.Behavior;
import dev.promontory.rule.Rule;
import dev.promontory.rule.Window;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ProgramTest {
  private static final int MANY = 10_000;
  private static final Window WEEK =
      new Window.Last(new dev.promontory.time.Span(1, dev.promontory.time.Span.Unit.WEEK));

  private final Scene scene = new Scene();
  private final Program program = scene.program;

  @Test
  void campaigns_that_ask_the_same_share_what_answers_it() {
    for (long id = 1500; id < 1500 + MANY; id++) {
      program.put(campaign(id, on("Charged"), atLeast(1 + id % 9, "Charged", WEEK)));
    }

    assertThat(program.size()).isEqualTo(MANY);
    assertThat(program.leafCount()).isEqualTo(1);
    assertThat(program.patternCount()).isEqualTo(1);
  }

  @Test
  void an_event_reaches_its_campaigns_among_ten_thousand_and_leaves_the_others_alone() {
    for (int i = 0; i < MANY; i++) {
      program.put(ofSku(1500 + i, "sku-" + i));
    }

    scene.does("Charged", property("Sku", "sku-4711"));

    assertThat(scene.effects).extracting(Effect.Qualified::campaign).containsExactly(6211L);
  }

  @Test
  void a_leaf_counts_nothing_that_stands_before_it_even_if_it_is_told_again() {
    program.put(campaign(1500, on("Charged"), atLeast(1, "App Open", WEEK), 2, ZoneOffset.UTC));
    scene.does("App Open").does("App Open");
    scene.fold(new Input.Seed(program.leaves(1500).getFirst().number(), 2, List.of()));

    scene.does("Charged");
    scene.does("App Open").does("Charged");

    assertThat(scene.occurrences()).containsExactly(5L);
  }

  @Test
  void a_campaign_that_goes_leaves_nothing_behind() {
    for (long id = 1500; id < 1600; id++) {
      program.put(ofSku(id, "sku"));
      program.put(campaign(id + 1_000, without("Charged", "App Open", minutes(5)), null));
    }
    program.pause(1500);
    program.pause(2500);
    scene.does("Charged", property("Sku", "sku"));
    assertThat(scene.state.deadlines()).hasSize(99);

    LongStream.range(1500, 2600).forEach(program::remove);
    program.remove(1500);
    scene.fold(new Input.ProgramChange());

    assertThat(program.size()).isZero();
    assertThat(program.leafCount()).isZero();
    assertThat(program.patternCount()).isZero();
    assertThat(scene.state.deadlines()).isEmpty();
    assertThat(scene.state.tallies().leaves()).isEmpty();
  }

  @Test
  void a_leaf_that_comes_back_is_another_one() {
    program.put(campaign(1500, on("A"), atLeast(1, "Charged", WEEK)));
    scene.does("Charged");
    int before = program.leaves(1500).getFirst().number();
    program.remove(1500);
    scene.does("Charged");
    program.put(campaign(1500, on("A"), atLeast(1, "Charged", WEEK), 2, ZoneOffset.UTC));

    var leaf = program.leaves(1500).getFirst();
    assertThat(leaf.number()).isNotEqualTo(before);
    assertThat(leaf.since()).isEqualTo(2);
    scene.does("Charged");
    assertThat(scene.state.tallies().leaves()).contains(before, leaf.number());
    scene.fold(new Input.ProgramChange());
    assertThat(scene.state.tallies().leaves()).containsExactly(leaf.number());
  }

  @Test
  void a_new_revision_keeps_the_state_of_what_it_still_asks_and_stays_paused() {
    program.put(campaign(1500, on("A"), atLeast(2, "Charged", WEEK)));
    program.pause(1500);
    scene.does("Charged");
    program.put(campaign(1500, on("A"), atLeast(1, "Charged", WEEK), 9, ZoneOffset.UTC));
    scene.does("A");
    assertThat(scene.effects).isEmpty();
    assertThat(program.leaves(1500).getFirst().since()).isZero();

    program.resume(1500);
    for (int i = 0; i < 8; i++) {
      scene.does("A");
    }

    assertThat(scene.occurrences()).containsExactly(10L);
  }

  @Test
  void a_filter_that_cannot_be_compiled_changes_nothing() {
    var unresolved =
        new Rule.All(List.of(atLeast(1, "Charged", WEEK), new Rule.InSegment(5, true)));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> program.put(campaign(1500, on("A"), unresolved)));

    assertThat(program.size()).isZero();
    assertThat(program.leafCount()).isZero();
    assertThat(program.patternCount()).isZero();
  }

  @Test
  void after_a_restart_states_are_understood_as_before() {
    var other = campaign(1499, on("A"), atLeast(1, "Other", WEEK), 0, ZoneOffset.UTC);
    var campaign = campaign(1500, on("A"), atLeast(1, "Charged", WEEK), 0, ZoneOffset.UTC);
    program.put(other);
    program.put(campaign);
    scene.does("Charged");
    program.remove(1499);

    var restarted = new Program(Tolerance.DEFAULT, program.nextLeaf());
    restarted.restore(campaign, program.marks(1500));
    restarted.put(other);

    assertThat(restarted.marks(1500)).isEqualTo(program.marks(1500));
    assertThat(restarted.leaves(1499).getFirst().number()).isEqualTo(program.nextLeaf());
    var after = new Scene();
    after.state = scene.state;
    assertThat(after.state.tallies().leaves())
        .containsExactly(restarted.marks(1500).getFirst().leaf());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> restarted.restore(other, program.marks(1500)));
    assertThatIllegalArgumentException().isThrownBy(() -> restarted.restore(other, List.of()));
  }

  @Test
  void one_campaign_more_or_less_among_ten_thousand_is_cheap() {
    for (int i = 0; i < MANY; i++) {
      program.put(ofSku(1500 + i, "sku-" + i));
    }
    int changes = 1_000;
    long begin = System.nanoTime();
    for (int i = 0; i < changes; i++) {
      program.put(ofSku(500_000, "sku-" + i));
      program.remove(500_000);
    }
    long nanos = (System.nanoTime() - begin) / changes;

    assertThat(nanos).as("nanoseconds per change").isLessThan(5_000_000);
    assertThat(program.size()).isEqualTo(MANY);
  }

  private static LiveCampaign ofSku(long id, String sku) {
    var is = new dev.promontory.rule.Test.In(List.of(new Value.Text(sku)));
    var clause = new Behavior.Clause(List.of(new Behavior.Condition(Name.of("Sku"), is)));
    var filter =
        new Rule.Did(
            new Behavior(Name.of("Charged"), List.of(clause), WEEK),
            dev.promontory.rule.Measure.ONCE,
            false);
    return campaign(
        id,
        new Trigger.Action(List.of(occasion("Charged", clause))),
        new Rule.None(List.of(filter)));
  }
}
