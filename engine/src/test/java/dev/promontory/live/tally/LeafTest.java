package dev.promontory.live.tally;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.live.match.Pattern;
import dev.promontory.record.Name;
import dev.promontory.record.Properties;
import dev.promontory.record.Property;
import dev.promontory.record.Value;
import dev.promontory.rule.Window;
import dev.promontory.time.Span;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeafTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final ZoneId NEWFOUNDLAND = ZoneId.of("America/St_Johns");
  private static final Instant NOON = Instant.parse("2026-11-23T11:00:00Z");

  @Test
  void s3_6_a_window_that_is_left_by_time_alone_is_noticed_to_the_second() {
    var leaf = leaf(new Window.Last(new Span(24, Span.Unit.HOUR)), PARIS);
    var tally = at(leaf, Tally.NONE, NOON, NOON);

    assertThat(count(leaf, tally, NOON.plusSeconds(86_400))).isEqualTo(1);
    assertThat(count(leaf, tally, NOON.plusSeconds(86_400).plusMillis(1))).isZero();
  }

  @Test
  void s4_4_the_last_day_begins_with_yesterday_and_is_left_at_midnight() {
    var leaf = leaf(new Window.Last(new Span(1, Span.Unit.DAY)), PARIS);
    var tally = at(leaf, Tally.NONE, local("2026-11-23T00:00:00"), NOON);
    tally = at(leaf, tally, local("2026-11-22T00:00:00"), NOON);
    tally = at(leaf, tally, local("2026-11-21T23:59:59"), NOON);

    assertThat(count(leaf, tally, NOON)).isEqualTo(2);
    assertThat(count(leaf, tally, local("2026-11-23T23:59:59"))).isEqualTo(2);
    assertThat(count(leaf, tally, local("2026-11-24T00:00:00"))).isEqualTo(1);
    assertThat(count(leaf, tally, local("2026-11-25T00:00:00"))).isZero();
  }

  @Test
  void a_day_of_the_window_has_25_hours_where_clocks_go_back() {
    var leaf = leaf(new Window.In(Window.Period.TODAY), PARIS);
    var noon = local("2026-10-25T12:00:00");
    var tally = Tally.NONE;
    for (int hour = 0; hour <= 25; hour++) {
      tally = at(leaf, tally, local("2026-10-25T00:00:00").plusSeconds(3_600L * hour), noon);
    }

    assertThat(count(leaf, tally, local("2026-10-25T23:59:59"))).isEqualTo(25);
    assertThat(count(leaf, tally, local("2026-10-26T00:00:00"))).isEqualTo(1);
  }

  @Test
  void what_is_dated_ahead_counts_when_its_time_has_come() {
    for (var window :
        List.of(
            new Window.Last(new Span(7, Span.Unit.DAY)),
            new Window.Last(new Span(60, Span.Unit.MINUTE)),
            new Window.In(Window.Period.TODAY),
            new Window.After(LocalDate.of(2026, 11, 20)))) {
      var leaf = leaf(window, PARIS);
      var tally = at(leaf, Tally.NONE, NOON.plusSeconds(60), NOON);
      assertThat(count(leaf, tally, NOON.plusSeconds(59))).as("%s", window).isZero();
      assertThat(count(leaf, tally, NOON.plusSeconds(60))).as("%s", window).isEqualTo(1);
      var settled = leaf.settle(tally, NOON.plusSeconds(60));
      assertThat(settled.ahead()).isEmpty();
      assertThat(count(leaf, settled, NOON.plusSeconds(60))).as("%s", window).isEqualTo(1);
    }
    var ever = leaf(new Window.Ever(), PARIS);
    assertThat(count(ever, at(ever, Tally.NONE, NOON.plusSeconds(60), NOON), NOON)).isEqualTo(1);
  }

  @Test
  void what_no_window_will_hold_again_is_dropped() {
    var leaf = leaf(new Window.Last(new Span(2, Span.Unit.MINUTE)), PARIS);
    var tally = Tally.NONE;
    for (int second = 0; second < 1_000; second++) {
      var now = NOON.plusSeconds(second);
      tally = at(leaf, leaf.settle(tally, now), now, now);
    }

    assertThat(tally.slots()).hasSize(121);
  }

  @Test
  void days_never_go_back_where_clocks_go_back_across_midnight() {
    // On 2010-11-07 at 00:01 the clocks of Newfoundland went back to 23:01 of the day before.
    var leaf = leaf(new Window.In(Window.Period.TODAY), NEWFOUNDLAND);
    var change = Instant.parse("2010-11-07T02:31:00Z");
    var now = change.plusSeconds(1_800);
    var tally = at(leaf, Tally.NONE, change.minusSeconds(61), now);
    tally = at(leaf, tally, change.minusSeconds(60), now);
    tally = at(leaf, tally, change.plusSeconds(60), now);
    var window = leaf.question().window().at(change.plusSeconds(7_200), NEWFOUNDLAND);

    assertThat(window.from()).isEqualTo(change.minusSeconds(60).getEpochSecond());
    assertThat(count(leaf, tally, change.plusSeconds(7_200))).isEqualTo(2);
  }

  @Test
  void q4_sums_are_exact_and_what_is_no_number_counts_as_0() {
    var question =
        new Question(
            new Pattern.Source(Name.of("Charged"), List.of(), PARIS),
            new Window.Ever(),
            Name.of("Items.Price"));
    var leaf = new Leaf(0, 0, question);
    var items =
        new Value.Items(
            List.of(price(Value.number(new BigDecimal("0.1"))), price(new Value.Text("5"))));
    var more = new Value.Items(List.of(price(Value.number(new BigDecimal("0.2")))));
    var tally = leaf.add(Tally.NONE, leaf.slot(1, items(items)), NOON);
    tally = leaf.add(tally, leaf.slot(2, items(more)), NOON);
    tally = leaf.add(tally, leaf.slot(3, Properties.NONE), NOON);

    var totals = leaf.totals(tally, NOON);
    assertThat(totals.count()).isEqualTo(3);
    assertThat(totals.sum()).isEqualByComparingTo("0.3");
  }

  private static Properties price(Value value) {
    return new Properties(List.of(new Property(Name.of("price"), value)));
  }

  private static Properties items(Value items) {
    return new Properties(List.of(new Property(Name.of("Items"), items)));
  }

  private static Leaf leaf(Window window, ZoneId zone) {
    var events = new Pattern.Source(Name.of("Charged"), List.of(), zone);
    return new Leaf(0, 0, new Question(events, window, null));
  }

  private static Tally at(Leaf leaf, Tally tally, Instant event, Instant now) {
    return leaf.add(tally, leaf.slot(event.getEpochSecond(), Properties.NONE), now);
  }

  private static long count(Leaf leaf, Tally tally, Instant now) {
    return leaf.totals(tally, now).count();
  }

  private static Instant local(String dateTime) {
    return LocalDateTime.parse(dateTime).atZone(PARIS).toInstant();
  }
}
