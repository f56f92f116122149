package dev.promontory.live;

import static dev.promontory.live.Scene.NOON;
import static dev.promontory.live.Scene.atLeast;
import static dev.promontory.live.Scene.campaign;
import static dev.promontory.live.Scene.minutes;
import static dev.promontory.live.Scene.occasion;
import static dev.promontory.live.Scene.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.promontory.rule.Rule;
import dev.promontory.rule.Window;
import dev.promontory.time.Span;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/// Added to the cart, not bought within thirty minutes.
class InactionTest {
  private static final long SECOND = NOON.getEpochSecond();
  private static final int LIMIT = 30 * 60;
  private static final Trigger CART = without("Added", "Bought", minutes(30));

  private final Scene scene = new Scene().put(campaign(1500, CART, null));

  @Test
  void who_does_not_do_it_in_time_qualifies_once_when_the_last_second_is_over() {
    scene.does("Added").at(NOON.plusMillis(LIMIT * 1_000 + 999)).waits();
    assertThat(scene.effects).isEmpty();
    assertThat(scene.state.nextDueAtMillis()).isEqualTo((SECOND + LIMIT + 1) * 1_000);

    scene.at(LIMIT + 1).waits().waits();

    assertThat(scene.effects)
        .containsExactly(
            new Effect.Qualified(1500, 1, 1, Taken.NOTHING, NOON.plusMillis(LIMIT * 1_000 + 999)));
    assertThat(scene.state.nextDueAtMillis()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void s3_5_doing_it_at_the_deadline_cancels() {
    scene.does("Added").at(LIMIT).does("Bought").at(LIMIT + 600).waits();

    assertThat(scene.effects).isEmpty();
  }

  @Test
  void s3_5_doing_it_a_second_later_does_not_cancel() {
    scene.does("Added").at(LIMIT + 1).does("Bought").waits();

    assertThat(scene.occurrences()).containsExactly(1L);
  }

  @Test
  void s3_5_doing_it_a_second_later_does_not_cancel_even_if_it_arrives_before() {
    scene.does("Added").at(LIMIT).did(SECOND + LIMIT + 1, "Bought").at(LIMIT + 1).waits();

    assertThat(scene.occurrences()).containsExactly(1L);
  }

  @Test
  void s3_5_what_happened_before_or_in_the_same_second_does_not_cancel() {
    scene.does("Added").at(5).did(SECOND - 1, "Bought").did(SECOND, "Bought");
    scene.at(LIMIT + 1).waits();

    assertThat(scene.occurrences()).containsExactly(1L);
  }

  @Test
  void what_cancels_may_arrive_before_what_arms() {
    scene.at(60).did(SECOND + 30, "Bought").did(SECOND, "Added").at(2 * LIMIT).waits();

    assertThat(scene.effects).isEmpty();
    assertThat(scene.state.deadlines()).isEmpty();
  }

  @Test
  void what_cancels_may_be_late_and_counts_by_its_own_time() {
    var scene =
        new Scene()
            .put(campaign(1500, without("Added", "Bought", new Span(1, Span.Unit.DAY)), null));

    scene.does("Added").at(50_000).did(SECOND + 10, "Bought").at(100_000).waits();

    assertThat(scene.effects).isEmpty();
  }

  @Test
  void what_arrives_late_waits_for_what_arrives_with_it() {
    scene.at(2 * LIMIT).did(SECOND, "Added").did(SECOND + 10, "Bought").at(3 * LIMIT).waits();
    assertThat(scene.effects).isEmpty();

    scene.did(SECOND + 2 * LIMIT - 5, "Added").waits();
    assertThat(scene.effects).isEmpty();
    scene.at(NOON.plusMillis(3 * LIMIT * 1_000 + 1)).waits();
    assertThat(scene.occurrences()).containsExactly(3L);
  }

  @Test
  void s3_5_while_armed_doing_the_first_thing_again_is_ignored() {
    scene.does("Added").at(600).does("Added").at(LIMIT + 1).waits();
    assertThat(scene.occurrences()).containsExactly(1L);

    scene.at(LIMIT + 2).does("Added").at(2 * LIMIT + 3).waits();
    assertThat(scene.occurrences()).containsExactly(1L, 3L);
  }

  @Test
  void s3_5_rearm_latest_moves_the_deadline_forward_only() {
    var latest =
        new Trigger.Inaction(
            occasion("Added"), occasion("Bought"), minutes(30), Trigger.Rearm.LATEST);
    var scene = new Scene().put(campaign(1500, latest, null));

    scene.does("Added").at(600).does("Added").did(SECOND + 500, "Added");
    scene.at(LIMIT + 1).waits();
    assertThat(scene.effects).isEmpty();
    scene.at(600 + LIMIT + 1).waits();

    assertThat(scene.occurrences()).containsExactly(2L);
  }

  @Test
  void s3_1_a_late_or_future_event_arms_nothing() {
    scene.did(SECOND - 7_201, "Added").did(SECOND + 121, "Added").at(100_000).waits();

    assertThat(scene.effects).isEmpty();
  }

  @Test
  void a_record_that_is_received_after_the_deadline_finds_it_fired() {
    scene.does("Added").at(LIMIT + 100).did(SECOND + 10, "Bought");

    assertThat(scene.occurrences()).containsExactly(1L);
  }

  @Test
  void s3_6_the_filter_is_judged_at_the_deadline() {
    var filter = atLeast(1, "Opened", new Window.Last(minutes(10)));
    var scene = new Scene().put(campaign(1500, CART, filter));

    scene.does("Added").does("Opened").at(LIMIT + 1).waits();
    assertThat(scene.effects).isEmpty();
    scene.does("Added").at(LIMIT + 1 + 1_250).does("Opened").at(10_000).waits();

    assertThat(scene.occurrences()).containsExactly(3L);
  }

  @Test
  void s3_5_when_the_campaign_ends_before_the_deadline_it_is_dropped() {
    for (int end : new int[] {LIMIT, LIMIT + 1}) {
      var life = new LiveCampaign.Life(0, Instant.EPOCH, NOON.plusSeconds(end));
      var scene =
          new Scene()
              .put(
                  new LiveCampaign(
                      1500, 1, ZoneOffset.UTC, CART, null, Taken.Wanted.NOTHING, life));
      scene.does("Added").at(LIMIT + 1).waits();

      assertThat(scene.effects).as("end %d", end).hasSize(end == LIMIT ? 0 : 1);
    }
  }

  @Test
  void s3_5_when_it_is_stopped_open_deadlines_are_dropped() {
    scene.does("Added");
    scene.program.remove(1500);
    scene.at(LIMIT + 1).waits();

    assertThat(scene.effects).isEmpty();
  }

  @Test
  void s3_5_when_paused_they_fire_only_if_it_is_resumed_before_they_are_due() {
    scene.does("Added");
    scene.program.pause(1500);
    scene.at(LIMIT).waits();
    scene.program.resume(1500);
    scene.at(LIMIT + 1).waits();
    assertThat(scene.occurrences()).containsExactly(1L);

    scene.does("Added");
    scene.program.pause(1500);
    scene.at(2 * LIMIT + 2).waits();
    scene.program.resume(1500);
    scene.at(9 * LIMIT).waits();
    assertThat(scene.occurrences()).containsExactly(1L);
  }

  @Test
  void the_longest_time_is_thirty_days_and_the_shortest_a_minute() {
    assertThat(without("A", "B", new Span(30, Span.Unit.DAY))).isNotNull();
    assertThat(without("A", "B", new Span(43_200, Span.Unit.MINUTE))).isNotNull();
    for (var span :
        new Span[] {
          new Span(31, Span.Unit.DAY),
          new Span(43_201, Span.Unit.MINUTE),
          new Span(721, Span.Unit.HOUR),
          new Span(5, Span.Unit.WEEK),
          new Span(1, Span.Unit.MONTH)
        }) {
      assertThatIllegalArgumentException().isThrownBy(() -> without("A", "B", span));
    }
  }

  @Test
  void a_day_is_a_day_of_the_zone_where_clocks_change() {
    var before = Instant.parse("2026-10-24T12:00:00Z");
    var zone = ZoneId.of("Europe/Paris");
    var day = without("Added", "Bought", new Span(1, Span.Unit.DAY));
    var scene = new Scene().put(campaign(1500, day, (Rule) null, 0, zone));

    scene.at(before).does("Added");

    assertThat(scene.state.deadlines().getFirst().until())
        .isEqualTo(before.plusSeconds(25 * 3_600).getEpochSecond());
  }

  @Test
  void an_armed_deadline_takes_few_bytes() {
    scene.does("Added");
    int alone = UserStateCodec.encode(scene.state).length;

    assertThat(alone).isLessThan(60);
  }
}
