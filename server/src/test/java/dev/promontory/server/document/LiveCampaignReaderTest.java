package dev.promontory.server.document;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.campaign.CampaignDocument;
import dev.promontory.campaign.CampaignDocument.Audience;
import dev.promontory.campaign.CampaignReading;
import dev.promontory.campaign.Schedule;
import dev.promontory.grant.Limits;
import dev.promontory.grant.Limits.OnShortBudget;
import dev.promontory.grant.Limits.Recurrence;
import dev.promontory.grant.PointsReward;
import dev.promontory.grant.PointsReward.Metadata;
import dev.promontory.live.Occasion;
import dev.promontory.live.Taken;
import dev.promontory.live.Trigger;
import dev.promontory.live.Trigger.Rearm;
import dev.promontory.points.EarnScheme;
import dev.promontory.points.EarnScheme.UnitMode;
import dev.promontory.points.Points;
import dev.promontory.record.Name;
import dev.promontory.record.Value;
import dev.promontory.rule.Behavior;
import dev.promontory.rule.Rule;
import dev.promontory.time.Span;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveCampaignReaderTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final String ACTION = "{\"trigger\":{\"events\":[{\"event\":\"Charged\"}]}}";
  private static final String TWO_ACTIONS =
      "{\"trigger\":{\"events\":[{\"event\":\"Charged\"},{\"event\":\"Refunded\"}]}}";
  private static final String INACTION =
      "{\"trigger\":{\"events\":[{\"event\":\"Added\"}],\"without\":{\"event\":\"Charged\"},"
          + "\"within\":{\"amount\":30,\"unit\":\"minute\"}}}";
  private static final String FLAT = "{\"scheme\":\"flat\",\"points\":100}";
  private static final String PERCENTAGE =
      "{\"scheme\":\"percentage\",\"percent\":2.5,\"property\":\"Amount\"}";
  private static final String PROPORTIONAL =
      "{\"scheme\":\"proportional\",\"points\":10,\"perUnits\":100,\"property\":\"Items.Price\"}";
  private static final String NOW = "{\"start\":\"now\",\"end\":\"never\"}";

  @Test
  void a_small_live_campaign_is_live_from_now_on() {
    var document = document(live(ACTION, points(FLAT, ""), NOW));

    var charged = new Occasion(Name.of("Charged"), List.of());
    assertThat(document.who())
        .isEqualTo(new Audience.Live(new Trigger.Action(List.of(charged)), null));
    assertThat(document.when()).isEqualTo(new Schedule.Live(null, null));
    assertThat(document.zone()).isEqualTo(ZONE);
    assertThat(document.wanted()).isEqualTo(Taken.Wanted.NOTHING);
  }

  @Test
  void a_full_action_is_read_with_all_its_parts() {
    var who =
        """
        {"trigger":{"events":[
           {"event":"Charged","where":[{"property":"Category","op":"equals","value":"Shoes"}]}]},
         "filter":{"segment":{"id":7,"in":true}}}
        """;
    var more =
        """
        "maxPointsPerReward":500,
        "limits":{"perUser":{"total":5,"day":2,"week":3,"month":4},
                  "budget":{"campaign":5000,"user":500},"onShortBudget":"partial"},
        "metadata":{"orderId":{"systemKey":"Charged ID"},"promoType":"festival"}
        """;
    var when =
        "{\"start\":\"2026-12-01T09:30\",\"end\":\"2026-12-24T00:00\",\"timeZone\":\"Asia/Kolkata\"}";
    var reading = reading(live(who, points(PERCENTAGE, more), when));

    var shoes =
        new Behavior.Condition(
            Name.of("Category"), new dev.promontory.rule.Test.In(List.of(new Value.Text("Shoes"))));
    var charged = new Occasion(Name.of("Charged"), List.of(new Behavior.Clause(List.of(shoes))));
    var percentage = new EarnScheme.Percentage(new BigDecimal("2.5"), Name.of("Amount"));
    var limits =
        new Limits(
            new Recurrence(5, 2, 3, 4), Points.of(5000), Points.of(500), OnShortBudget.PARTIAL);
    var metadata =
        new Metadata(Map.of("promoType", "festival"), Map.of("orderId", Name.of("Charged ID")));
    var document =
        new CampaignDocument(
            "Spring",
            new Audience.Live(new Trigger.Action(List.of(charged)), new Rule.InSegment(7, true)),
            PointsReward.of(1000, percentage).cappedAt(Points.of(500)).with(limits).with(metadata),
            new Schedule.Live(
                LocalDateTime.parse("2026-12-01T09:30"), LocalDateTime.parse("2026-12-24T00:00")),
            ZoneId.of("Asia/Kolkata"));
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.document()).isEqualTo(document);
    assertThat(document.wanted())
        .isEqualTo(new Taken.Wanted(Name.of("Amount"), Set.of(Name.of("Charged ID"))));
    assertThat(reading.summary().segments()).isEqualTo(Map.of(7L, "who.filter.segment.id"));
  }

  @Test
  void an_inaction_is_read_and_rearms_as_it_says() {
    var added = new Occasion(Name.of("Added"), List.of());
    var charged = new Occasion(Name.of("Charged"), List.of());
    var span = new Span(30, Span.Unit.MINUTE);

    assertThat(document(live(INACTION, points(FLAT, ""), NOW)).who())
        .isEqualTo(
            new Audience.Live(new Trigger.Inaction(added, charged, span, Rearm.FIRST), null));
    var latest = INACTION.replace("\"within\"", "\"rearm\":\"latest\",\"within\"");
    assertThat(document(live(latest, points(FLAT, ""), NOW)).who())
        .isEqualTo(
            new Audience.Live(new Trigger.Inaction(added, charged, span, Rearm.LATEST), null));
  }

  @Test
  void proportional_points_are_for_whole_units_unless_it_says_otherwise() {
    var whole = document(live(ACTION, points(PROPORTIONAL, ""), NOW)).reward().earn();
    var proRata = PROPORTIONAL.replace("}", ",\"unitMode\":\"proRata\"}");

    assertThat(whole)
        .isEqualTo(
            new EarnScheme.Proportional(
                Points.of(10), BigDecimal.valueOf(100), Name.of("Items.Price"), UnitMode.WHOLE));
    assertThat(document(live(ACTION, points(proRata, ""), NOW)).reward().earn())
        .isEqualTo(
            new EarnScheme.Proportional(
                Points.of(10), BigDecimal.valueOf(100), Name.of("Items.Price"), UnitMode.PRO_RATA));
  }

  @Test
  void s3_4_p15_percentage_and_proportional_need_one_trigger_event_and_no_inaction() {
    for (var earn : List.of(PERCENTAGE, PROPORTIONAL)) {
      for (var who : List.of(TWO_ACTIONS, INACTION)) {
        assertThat(problems(live(who, points(earn, ""), NOW))).isEqualTo("what.earn.scheme wrong");
      }
    }
    assertThat(reading(live(TWO_ACTIONS, points(PERCENTAGE, ""), NOW)).problems().getFirst())
        .extracting(problem -> problem.message())
        .asString()
        .contains("one event that triggers", "here are 2");
  }

  @ParameterizedTest
  @CsvSource({
    "1, minute, true",
    "43200, minute, true",
    "43201, minute, false",
    "720, hour, true",
    "721, hour, false",
    "30, day, true",
    "31, day, false",
    "4, week, true",
    "5, week, false",
    "1, month, false",
    "0, minute, false",
  })
  void s3_5_what_does_not_happen_is_waited_for_1_minute_to_30_days(
      int amount, String unit, boolean isAllowed) {
    var within = "{\"amount\":%d,\"unit\":\"%s\"}".formatted(amount, unit);
    var who = INACTION.replace("{\"amount\":30,\"unit\":\"minute\"}", within);

    assertThat(problems(live(who, points(FLAT, ""), NOW)))
        .isEqualTo(
            isAllowed ? "" : "who.trigger.within" + (amount == 0 ? ".amount wrong" : " wrong"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{} | who.trigger missing",
        "{'trigger':{}} | who.trigger.events missing",
        "{'trigger':{'events':[]}} | who.trigger.events missing",
        "{'trigger':{'events':[{}]}} | who.trigger.events[0].event missing",
        "{'trigger':{'events':[{'event':'a','within':{}}]}} | who.trigger.events[0].within wrong",
        "{'trigger':{'events':[{'event':'a'}],'rearm':'first'}} | who.trigger.rearm wrong",
        "{'trigger':{'events':[{'event':'a'}],'without':{'event':'b'}}} | who.trigger.within missing",
        "{'trigger':{'events':[{'event':'a'}],'within':{'amount':1,'unit':'day'}}} | who.trigger.without missing",
        "{'trigger':{'events':[{'event':'a'},{'event':'b'}],'without':{'event':'c'},'within':{'amount':1,'unit':'day'}}} | who.trigger.events wrong",
        "{'trigger':{'events':[{'event':'a'}],'without':{'event':'b'},'within':{'amount':1,'unit':'day'},'rearm':'last'}} | who.trigger.rearm wrong",
        "{'trigger':{'events':[{'event':'a'}],'count':3}} | who.trigger.count wrong",
        "{'trigger':{'events':[{'event':'a'}]},'filter':{'did':{}}} | who.filter.did.event missing",
        "{'trigger':{'events':[{'event':'a'}]},'rule':{'did':{}}} | who.rule wrong",
        "{'trigger':{'events':[{'event':'a'}]},'segmentId':7} | who.segmentId wrong",
      })
  void what_is_wrong_with_a_trigger_is_told_where_it_stands(String who, String problem) {
    assertThat(problems(live(who.replace('\'', '"'), points(FLAT, ""), NOW))).isEqualTo(problem);
  }

  @Test
  void a_trigger_has_at_most_ten_events() {
    var events =
        Stream.iterate(1, each -> each + 1)
            .map(each -> "{\"event\":\"e" + each + "\"}")
            .limit(11)
            .toList();
    var who = "{\"trigger\":{\"events\":[%s]}}";

    assertThat(
            problems(
                live(
                    who.formatted(String.join(",", events.subList(0, 10))), points(FLAT, ""), NOW)))
        .isEmpty();
    assertThat(problems(live(who.formatted(String.join(",", events)), points(FLAT, ""), NOW)))
        .isEqualTo("who.trigger.events wrong");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{} | when.start missing",
        "{'start':'soon'} | when.start wrong",
        "{'start':'now','end':'2026-12-01'} | when.end wrong",
        "{'start':'2026-12-02T00:00','end':'2026-12-01T00:00'} | when.end wrong",
        "{'start':'2026-12-02T00:00','end':'2026-12-02T00:00'} | when.end wrong",
        "{'start':'now','timeZone':'Mars'} | when.timeZone wrong",
        "{'start':'now','dates':['2026-12-02T00:00']} | when.dates wrong",
        "{'start':'now','recurring':{}} | when.recurring wrong",
        "{'start':'now'} | ~~",
      })
  void what_is_wrong_with_its_time_is_told_where_it_stands(String when, String problem) {
    assertThat(problems(live(ACTION, points(FLAT, ""), when.replace('\'', '"'))))
        .isEqualTo(problem);
  }

  @Test
  void s1_4_a_percentage_is_more_than_0_and_at_most_1000_with_four_decimals() {
    for (var percent : List.of("0.0001", "1000", "33.3333", "1e2")) {
      assertThat(problems(live(ACTION, points(PERCENTAGE.replace("2.5", percent), ""), NOW)))
          .as(percent)
          .isEmpty();
    }
    for (var percent : List.of("0", "-1", "1000.0001", "0.00001", "\"5\"")) {
      assertThat(problems(live(ACTION, points(PERCENTAGE.replace("2.5", percent), ""), NOW)))
          .as(percent)
          .isEqualTo("what.earn.percent wrong");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'scheme':'percentage'} | what.earn.percent missing, what.earn.property missing",
        "{'scheme':'percentage','percent':5,'property':'a.b.c.d.e'} | what.earn.property wrong",
        "{'scheme':'percentage','percent':5,'property':'a','points':1} | what.earn.points wrong",
        "{'scheme':'proportional'} | what.earn.points missing, what.earn.perUnits missing, what.earn.property missing",
        "{'scheme':'proportional','points':0,'perUnits':0,'property':'a'} | what.earn.points wrong, what.earn.perUnits wrong",
        "{'scheme':'proportional','points':1,'perUnits':1,'property':'a','unitMode':'half'} | what.earn.unitMode wrong",
      })
  void what_is_wrong_with_a_scheme_is_told_where_it_stands(String earn, String problem) {
    assertThat(problems(live(ACTION, points(earn.replace('\'', '"'), ""), NOW))).isEqualTo(problem);
  }

  @Test
  void s2_11_p13_a_budget_per_user_never_goes_with_flat_points() {
    var budget = "\"limits\":{\"budget\":{\"user\":500}}";

    assertThat(problems(live(ACTION, points(FLAT, budget), NOW)))
        .isEqualTo("what.limits.budget.user wrong");
    for (var earn :
        List.of(PERCENTAGE, PROPORTIONAL, "{\"scheme\":\"random\",\"min\":1,\"max\":5}")) {
      assertThat(problems(live(ACTION, points(earn, budget), NOW))).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'limits':{'perUser':3} | what.limits.perUser wrong",
        "'limits':{'perUser':{'day':0}} | what.limits.perUser.day wrong",
        "'limits':{'perUser':{'day':1.5,'total':1000001}} | what.limits.perUser.total wrong, what.limits.perUser.day wrong",
        "'limits':{'perUser':{'year':1}} | what.limits.perUser.year wrong",
        "'limits':{'perUser':{}} | ~~",
        "'maxPointsPerReward':5 | what.maxPointsPerReward wrong",
        "'metadata':{'a':{'systemKey':'x'}} | ~~",
        "'metadata':{'a':{'systemKey':'x','or':1}} | what.metadata.a.or wrong",
        "'metadata':{'a':{'systemKey':5}} | what.metadata.a.systemKey wrong",
        "'metadata':{'a':{}} | what.metadata.a.systemKey missing",
      })
  void what_is_wrong_with_limits_and_metadata_is_told_where_it_stands(String more, String problem) {
    assertThat(problems(live(ACTION, points(FLAT, more.replace('\'', '"')), NOW)))
        .isEqualTo(problem);
  }

  @Test
  void a_reward_for_an_inaction_carries_nothing() {
    var metadata = "\"metadata\":{\"orderId\":{\"systemKey\":\"Charged ID\"}}";

    assertThat(problems(live(INACTION, points(FLAT, metadata), NOW)))
        .isEqualTo("what.metadata.orderId.systemKey wrong");
  }

  @Test
  void d1_all_problems_of_a_live_document_are_told_at_once() {
    var who = TWO_ACTIONS.replace("\"Refunded\"", "5");
    var what = points(PERCENTAGE.replace("2.5", "0"), "\"limits\":{\"perUser\":{\"day\":-1}}");

    assertThat(problems(live(who, what, "{\"start\":\"now\",\"end\":\"soon\"}")))
        .isEqualTo(
            "who.trigger.events[1].event wrong, what.earn.percent wrong, what.earn.scheme wrong,"
                + " what.limits.perUser.day wrong, when.end wrong");
  }

  @Test
  void a_live_draft_may_lack_anything() {
    for (var draft :
        List.of(
            "{\"qualification\":\"live\"}",
            "{\"qualification\":\"live\",\"who\":{\"trigger\":{\"events\":[]}}}",
            "{\"qualification\":\"live\",\"who\":{\"trigger\":{\"events\":[{\"event\":\"a\"}],\"within\":{}}}}",
            "{\"qualification\":\"live\",\"what\":{\"earn\":{\"scheme\":\"percentage\"}}}")) {
      assertThat(reading(draft).fitsDraft()).as(draft).isTrue();
    }
  }

  private static String live(String who, String what, String when) {
    return "{\"name\":\"Spring\",\"qualification\":\"live\",\"who\":%s,\"what\":%s,\"when\":%s}"
        .formatted(who, what, when);
  }

  private static String points(String earn, String more) {
    return "{\"type\":\"points\",\"walletId\":1000,\"earn\":%s%s}"
        .formatted(earn, more.isEmpty() ? "" : "," + more);
  }

  private static CampaignReading reading(String json) {
    return new CampaignReader().read(json, ZONE);
  }

  private static CampaignDocument document(String json) {
    var reading = reading(json);
    var document = reading.document();
    if (document == null) {
      throw new AssertionError("flawed: " + reading.problems());
    }
    return document;
  }

  private static String problems(String json) {
    return reading(json).problems().stream()
        .map(problem -> problem.path() + " " + problem.kind().code())
        .collect(joining(", "));
  }
}
