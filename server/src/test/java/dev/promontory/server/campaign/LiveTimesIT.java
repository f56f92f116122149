package dev.promontory.server.campaign;

import static dev.promontory.server.campaign.Shop.json;
import static dev.promontory.server.campaign.Shop.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Time in live campaigns on a whole server: timestamps, deadlines, calendars, zones. Time only
/// goes forward, so each test begins at a whole minute of its own.
class LiveTimesIT extends InShop {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final String NOW = json("{'start':'now','end':'never'}");

  @Test
  void g2_p10_total_5_and_2_a_day_with_three_a_day_give_2_2_and_1() throws IOException {
    long id = publish("Often", "Jumped", ",'limits':{'perUser':{'total':5,'day':2}}", NOW);

    for (int points : List.of(20, 40, 50, 50)) {
      shop.upload(record("jumper", "Jumped"), record("jumper", "Jumped"));
      shop.upload(record("jumper", "Jumped"));
      shop.settle();
      assertThat(shop.balance("jumper")).isEqualTo(points);
      shop.clockTo(shop.now().plus(Duration.ofHours(36)).truncatedTo(ChronoUnit.DAYS));
    }

    var errors = shop.get("campaigns/" + id + "/errors");
    assertThat(errors.get("total").asInt()).isEqualTo(12 - 5);
    assertThat(errors.at("/errors/0/name").asString())
        .isEqualTo("User's reward recurrence limit exceeded");
  }

  @Test
  void s3_1_what_is_late_or_early_triggers_nothing_and_is_kept() throws IOException {
    publish("Timely", "Clicked", "", NOW);
    long now = aFreshMinute().getEpochSecond();

    shop.upload(
        at(now - 7_201, "late", "Clicked"),
        at(now - 7_200, "barely", "Clicked"),
        at(now + 120, "hasty", "Clicked"),
        at(now + 121, "early", "Clicked"));
    shop.settle();

    assertThat(shop.balance("late")).isZero();
    assertThat(shop.balance("barely")).isEqualTo(10);
    assertThat(shop.balance("hasty")).isEqualTo(10);
    assertThat(shop.balance("early")).isZero();
    assertThat(shop.estimate("{'did':{'event':'Clicked'}}")).isEqualTo(4);
  }

  @Test
  void s3_2_what_is_sent_twice_triggers_once_and_counts_once() throws IOException {
    publish("Once", "Signed", "", NOW);
    var signed = new HashMap<String, Object>(record("signer", "Signed"));
    signed.put("eventId", "s-1");

    for (int i = 0; i < 3; i++) {
      assertThat(shop.upload(signed)).isEqualTo(1);
    }
    shop.settle();

    assertThat(shop.balance("signer")).isEqualTo(10);
    assertThat(shop.estimate("{'did':{'event':'Signed'}}")).isEqualTo(1);
    var twice = "{'did':{'event':'Signed','count':{'op':'gte','value':2}}}";
    assertThat(shop.estimate(twice)).isZero();
  }

  @Test
  void s3_5_b_at_the_deadline_cancels_b_a_second_later_or_before_a_does_not() throws IOException {
    publish(
        "Forgotten", inaction("Carted", "Ordered", "{'amount':30,'unit':'minute'}", ""), "", NOW);
    var begin = aFreshMinute();
    long second = begin.getEpochSecond();
    shop.upload(
        at(second - 60, "before", "Ordered"),
        at(second, "before", "Carted"),
        at(second, "punctual", "Carted"),
        at(second, "tardy", "Carted"));

    shop.clockTo(begin.plusSeconds(1_800));
    shop.upload(at(second + 1_800, "punctual", "Ordered"), at(second + 1_801, "tardy", "Ordered"));
    shop.settle();
    assertThat(shop.balance("before")).isZero();
    shop.clockTo(begin.plusSeconds(1_801));

    assertThat(shop.balance("before")).isEqualTo(10);
    assertThat(shop.balance("punctual")).isZero();
    assertThat(shop.balance("tardy")).isEqualTo(10);
  }

  @Test
  void s3_5_doing_it_again_is_ignored_or_moves_the_deadline() throws IOException {
    var within = "{'amount':30,'unit':'minute'}";
    long first = publish("First", inaction("Looked", "Took", within, ",'rearm':'first'"), "", NOW);
    long latest =
        publish("Latest", inaction("Looked", "Took", within, ",'rearm':'latest'"), "", NOW);
    var begin = aFreshMinute();
    shop.upload(record("looker", "Looked"));
    shop.clockTo(begin.plusSeconds(1_200));
    shop.upload(record("looker", "Looked"));

    shop.clockTo(begin.plusSeconds(1_801));
    assertThat(grants(first)).isEqualTo(1);
    assertThat(grants(latest)).isZero();
    shop.clockTo(begin.plusSeconds(1_200 + 1_800));
    assertThat(grants(latest)).isZero();
    shop.clockTo(begin.plusSeconds(1_200 + 1_801));

    assertThat(grants(first)).isEqualTo(1);
    assertThat(grants(latest)).isEqualTo(1);
  }

  @Test
  void s3_5_the_shortest_time_is_a_minute_and_the_longest_30_days() throws IOException {
    long shortest =
        publish("Short", inaction("Came", "Went", "{'amount':1,'unit':'minute'}", ""), "", NOW);
    long longest =
        publish("Long", inaction("Came", "Went", "{'amount':720,'unit':'hour'}", ""), "", NOW);
    var begin = aFreshMinute();
    var end = begin.plus(Duration.ofDays(30));
    shop.upload(record("guest", "Came"));

    shop.clockTo(begin.plusSeconds(60));
    assertThat(grants(shortest)).isZero();
    shop.clockTo(begin.plusSeconds(61));
    assertThat(grants(shortest)).isEqualTo(1);
    shop.clockTo(end);
    assertThat(grants(longest)).isZero();
    shop.clockTo(end.plusSeconds(1));
    assertThat(grants(longest)).isEqualTo(1);
  }

  @Test
  void s3_5_deadlines_of_a_paused_campaign_fire_if_it_is_resumed_before_they_are_due()
      throws IOException {
    var who = inaction("Asked", "Answered", "{'amount':30,'unit':'minute'}", "");
    long resumed = publish("Resumed", who, "", NOW);
    long paused = publish("Paused", who, "", NOW);
    long stopped = publish("Stopped", who, "", NOW);
    var begin = aFreshMinute();
    shop.upload(record("asker", "Asked"));
    shop.settle();
    shop.act(resumed, "pause").orThrow();
    shop.act(paused, "pause").orThrow();
    shop.act(stopped, "stop").orThrow();

    shop.clockTo(begin.plusSeconds(1_500));
    shop.act(resumed, "resume").orThrow();
    shop.clockTo(begin.plusSeconds(1_900));
    shop.act(paused, "resume").orThrow();
    shop.clockTo(begin.plusSeconds(4_000));

    assertThat(grants(resumed)).isEqualTo(1);
    assertThat(grants(paused)).isZero();
    assertThat(grants(stopped)).isZero();
  }

  @Test
  void s2_1_a_day_of_a_limit_is_the_campaigns_day_also_when_clocks_change() throws IOException {
    publish(
        "Daily",
        "Visited",
        ",'limits':{'perUser':{'day':1}}",
        json("{'start':'now','end':'never','timeZone':'America/New_York'}"));

    for (int points : List.of(20, 40)) {
      var change = NEW_YORK.getRules().nextTransition(shop.now().plus(Duration.ofDays(1)));
      var day = change.getDateTimeBefore().toLocalDate();
      for (var time :
          List.of(day.atTime(0, 30), day.atTime(23, 30), day.plusDays(1).atTime(0, 30))) {
        shop.clockTo(time.atZone(NEW_YORK).toInstant());
        shop.upload(record("visitor", "Visited"));
      }
      shop.settle();

      assertThat(shop.balance("visitor")).as(change.toString()).isEqualTo(points);
    }
  }

  @Test
  void it_is_live_from_its_start_until_before_its_end_in_the_zone_it_names() throws IOException {
    var kolkata = ZoneId.of("Asia/Kolkata");
    var day = shop.now().atZone(kolkata).toLocalDate().plusDays(2);
    var start = LocalDateTime.of(day, LocalTime.of(9, 0));
    var end = LocalDateTime.of(day, LocalTime.of(10, 0));
    long id =
        publish(
            "Monsoon",
            "Danced",
            "",
            json("{'start':'%s','end':'%s','timeZone':'Asia/Kolkata'}".formatted(start, end)));

    assertThat(shop.campaign(id).get("status").asString()).isEqualTo("scheduled");
    for (var time : List.of(start.minusSeconds(1), start, end.minusSeconds(1), end)) {
      shop.clockTo(time.atZone(kolkata).toInstant());
      shop.upload(record("dancer", "Danced"));
    }
    shop.settle();

    assertThat(shop.balance("dancer")).isEqualTo(20);
    assertThat(shop.campaign(id).get("status").asString()).isEqualTo("completed");
  }

  @Test
  void points_become_active_and_expire_on_time_by_themselves_and_events_tell_of_it()
      throws IOException {
    publish(
        "Later",
        "Promised",
        """
        ,'validity':{'activateAfter':{'amount':1,'unit':'day'},
                     'expire':{'after':{'amount':2,'unit':'day'}}}
        """,
        NOW);
    var begin = aFreshMinute();
    shop.upload(record("waiter", "Promised"));
    shop.settle();
    assertPoints(10, 0, 0);
    assertThat(rewarded("CT Points Promised")).isEqualTo(1);

    shop.clockTo(begin.plus(Duration.ofDays(1)).minusSeconds(1));
    assertPoints(10, 0, 0);
    assertThat(rewarded("CT Points Activated")).isZero();
    shop.clockTo(begin.plus(Duration.ofDays(1)).plusSeconds(1));
    assertPoints(0, 10, 0);
    assertThat(rewarded("CT Points Activated")).isEqualTo(1);

    shop.clockTo(begin.plus(Duration.ofDays(3)).minusSeconds(1));
    assertPoints(0, 10, 0);
    assertThat(rewarded("CT Points Expired")).isZero();
    shop.clockTo(begin.plus(Duration.ofDays(3)).plusSeconds(1));
    assertPoints(0, 0, 10);
    assertThat(rewarded("CT Points Expired")).isEqualTo(1);
  }

  private static void assertPoints(int promised, int active, int expired) throws IOException {
    var wallet = shop.management.wallets("waiter").get(0);
    assertThat(wallet.get("promisedPoints").asInt()).isEqualTo(promised);
    assertThat(wallet.get("activePoints").asInt()).isEqualTo(active);
    assertThat(wallet.get("expiredPoints").asInt()).isEqualTo(expired);
  }

  /// How many users an event of the ledger tells of.
  private static long rewarded(String event) throws IOException {
    shop.settle();
    return shop.estimate("{'did':{'event':'" + event + "'}}");
  }

  /// The next whole minute, to which the clock is set.
  private static Instant aFreshMinute() throws IOException {
    var minute = shop.now().plus(Duration.ofMinutes(1)).truncatedTo(ChronoUnit.MINUTES);
    shop.clockTo(minute);
    return minute;
  }

  private static Map<String, Object> at(long second, String identity, String event) {
    var record = new HashMap<String, Object>(record(identity, event));
    record.put("ts", second);
    return record;
  }

  private static int grants(long campaign) throws IOException {
    return shop.management.grants(campaign).size();
  }

  private static String inaction(String event, String without, String within, String rearm) {
    return "{'trigger':{'events':[{'event':'%s'}],'without':{'event':'%s'},'within':%s%s}}"
        .formatted(event, without, within, rearm);
  }

  /// 10 points for an event, or for what `who` says.
  private static long publish(String name, String who, String more, String when)
      throws IOException {
    var trigger =
        who.startsWith("{") ? who : "{'trigger':{'events':[{'event':'%s'}]}}".formatted(who);
    return shop.published(Shop.live(name, json(trigger), shop.points(json(more)), when));
  }
}
