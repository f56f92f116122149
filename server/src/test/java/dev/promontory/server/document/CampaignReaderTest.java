package dev.promontory.server.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.campaign.CampaignDocument;
import dev.promontory.campaign.CampaignDocument.Audience;
import dev.promontory.campaign.CampaignReading;
import dev.promontory.campaign.Qualification;
import dev.promontory.campaign.RewardType;
import dev.promontory.campaign.Schedule;
import dev.promontory.grant.Limits;
import dev.promontory.grant.Limits.OnShortBudget;
import dev.promontory.grant.PointsReward;
import dev.promontory.grant.PointsReward.Metadata;
import dev.promontory.ledger.Validity;
import dev.promontory.points.EarnScheme;
import dev.promontory.points.Points;
import dev.promontory.time.Span;
import dev.promontory.wallet.WalletExpiry;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CampaignReaderTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final String WHO = "{\"segmentId\":7}";
  private static final String EARN = "\"earn\":{\"scheme\":\"flat\",\"points\":100}";
  private static final String WHAT = "{\"type\":\"points\",\"walletId\":1000," + EARN + "}";
  private static final String WHEN = "{\"start\":\"now\"}";

  @Test
  void a_small_campaign_takes_its_zone_from_the_account() {
    var document = document(campaign("pastBehavior", WHO, WHAT, WHEN));

    var reward = PointsReward.of(1000, new EarnScheme.Flat(Points.of(100)));
    assertThat(document)
        .isEqualTo(
            new CampaignDocument(
                "Spring", new Audience.BySegment(7), reward, new Schedule.Now(), ZONE));
  }

  @Test
  void a_full_campaign_is_read_with_all_its_parts() {
    var what =
        """
        {"type":"points","walletId":1000,
         "earn":{"scheme":"random","min":0.5,"max":10,"favor":"max"},
         "validity":{"activateAfter":{"amount":7,"unit":"day"},"expire":{"on":"2026-12-31"}},
         "limits":{"budget":{"campaign":5000.25},"onShortBudget":"partial"},
         "metadata":{"promoType":"festival"}}
        """;
    var when = "{\"start\":\"2026-12-01T09:30\",\"timeZone\":\"Asia/Kolkata\"}";
    var document = document(campaign("customList", "{\"segmentId\":8}", what, when));

    assertThat(document.who()).isEqualTo(new Audience.ByList(8));
    assertThat(document.zone()).isEqualTo(ZoneId.of("Asia/Kolkata"));
    assertThat(document.when())
        .isEqualTo(new Schedule.OnDates(List.of(LocalDateTime.parse("2026-12-01T09:30"))));
    assertThat(document.reward())
        .isEqualTo(
            PointsReward.of(
                    1000,
                    new EarnScheme.Random(new Points(500), Points.of(10), EarnScheme.Favor.MAX))
                .with(
                    new Validity(
                        new Span(7, Span.Unit.DAY),
                        new WalletExpiry.OnDay(LocalDate.parse("2026-12-31"))))
                .with(
                    Limits.ofCampaign(Points.of(new BigDecimal("5000.25")), OnShortBudget.PARTIAL))
                .with(new Metadata(Map.of("promoType", "festival"), Map.of())));
  }

  @Test
  void every_schedule_is_read() {
    Map<String, Schedule> schedules =
        Map.of(
            "{\"dates\":[\"2026-12-02T10:00\",\"2026-12-01T09:00:30\"],\"end\":\"never\"}",
            new Schedule.OnDates(
                List.of(
                    LocalDateTime.parse("2026-12-01T09:00:30"),
                    LocalDateTime.parse("2026-12-02T10:00"))),
            "{\"recurring\":{\"every\":\"day\",\"at\":\"09:00\",\"runs\":3}}",
            new Schedule.Recurring(new Schedule.Days.Daily(), LocalTime.of(9, 0), null, 3),
            "{\"recurring\":{\"every\":\"week\",\"on\":[\"mon\",\"fri\"],\"at\":\"09:00\",\"until\":\"2026-12-31\"}}",
            new Schedule.Recurring(
                new Schedule.Days.Weekly(Set.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)),
                LocalTime.of(9, 0),
                LocalDate.parse("2026-12-31"),
                null),
            "{\"recurring\":{\"every\":\"month\",\"on\":[1,15],\"at\":\"09:00\",\"until\":\"2026-12-31T08:59\"}}",
            new Schedule.Recurring(
                new Schedule.Days.Monthly(Set.of(1, 15)),
                LocalTime.of(9, 0),
                LocalDate.parse("2026-12-30"),
                null));

    schedules.forEach(
        (written, schedule) ->
            assertThat(document(campaign("pastBehavior", WHO, WHAT, written)).when())
                .as(written)
                .isEqualTo(schedule));
  }

  @Test
  void each_mistake_is_reported_where_it_stands() {
    Map<String, String> mistakes = new LinkedHashMap<>();
    mistakes.put("[]", " wrong");
    mistakes.put(
        "{}", "name missing, qualification missing, who missing, what missing, when missing");
    mistakes.put(campaign("past", WHO, WHAT, WHEN), "qualification wrong");
    mistakes.put(campaign("pastBehavior", "{}", WHAT, WHEN), "who missing");
    mistakes.put(
        campaign("pastBehavior", "{\"segmentId\":7,\"rule\":{}}", WHAT, WHEN), "who wrong");
    mistakes.put(
        campaign("pastBehavior", "{\"segmentId\":7,\"trigger\":{}}", WHAT, WHEN),
        "who.trigger wrong");
    mistakes.put(
        campaign("customList", "{\"rule\":{}}", WHAT, WHEN),
        "who.segmentId missing, who.rule wrong");
    mistakes.put(
        campaign("pastBehavior", "{\"rule\":{\"all\":[{\"did\":{}}]}}", WHAT, WHEN),
        "who.rule.all[0].did.event missing");
    for (var when :
        Map.of(
                "{\"start\":\"soon\"}", "when.start wrong",
                "{\"start\":\"2026-12-01T09:00Z\"}", "when.start wrong",
                "{\"start\":\"2026-12-01T09:00:00.5\"}", "when.start wrong",
                "{\"start\":\"now\",\"dates\":[]}", "when wrong",
                "{\"start\":\"now\",\"end\":\"2026-12-01T09:00\"}", "when.end wrong",
                "{\"start\":\"now\",\"timeZone\":\"Mars/Olympus\"}", "when.timeZone wrong",
                "{\"dates\":[]}", "when.dates missing",
                "{\"dates\":[\"2026-12-01T09:00\",\"2026-12-01T09:00:00\"]}", "when.dates[1] wrong",
                "{}", "when missing",
                "{\"recurring\":{}}",
                    "when.recurring.every missing, when.recurring.at missing, when.recurring"
                        + " missing")
            .entrySet()) {
      mistakes.put(campaign("pastBehavior", WHO, WHAT, when.getKey()), when.getValue());
    }
    for (var recurring :
        Map.of(
                "\"every\":\"week\",\"at\":\"09:00\",\"runs\":1", ".on missing",
                "\"every\":\"week\",\"on\":[\"monday\"],\"at\":\"09:00\",\"runs\":1",
                    ".on[0] wrong",
                "\"every\":\"month\",\"on\":[32],\"at\":\"09:00\",\"runs\":1", ".on[0] wrong",
                "\"every\":\"month\",\"on\":[5,5],\"at\":\"09:00\",\"runs\":1", ".on[1] wrong",
                "\"every\":\"day\",\"on\":[1],\"at\":\"09:00\",\"runs\":1", ".on wrong",
                "\"every\":\"hour\",\"at\":\"09:00\",\"runs\":1", ".every wrong",
                "\"every\":\"day\",\"at\":\"9\",\"runs\":1", ".at wrong",
                "\"every\":\"day\",\"at\":\"09:00\",\"runs\":0", ".runs wrong",
                "\"every\":\"day\",\"at\":\"09:00\",\"runs\":10001", ".runs wrong",
                "\"every\":\"day\",\"at\":\"09:00\",\"runs\":1,\"until\":\"2026-12-31\"", " wrong")
            .entrySet()) {
      mistakes.put(
          campaign("pastBehavior", WHO, WHAT, "{\"recurring\":{" + recurring.getKey() + "}}"),
          "when.recurring" + recurring.getValue());
    }

    mistakes.forEach(
        (written, problems) -> assertThat(problems(written)).as(written).isEqualTo(problems));
  }

  @Test
  void each_mistake_of_a_reward_is_reported_where_it_stands() {
    Map<String, String> mistakes = new LinkedHashMap<>();
    mistakes.put("{}", "what.type missing, what.walletId missing, what.earn missing");
    mistakes.put("{\"type\":\"gold\"}", "what.type wrong");
    mistakes.put("{\"type\":\"points\"}", "what.walletId missing, what.earn missing");
    mistakes.put("{\"type\":\"points\",\"walletId\":\"1\"," + EARN + "}", "what.walletId wrong");
    for (var earn :
        Map.of(
                "{}", "what.earn.scheme missing",
                "{\"scheme\":\"double\"}", "what.earn.scheme wrong",
                "{\"scheme\":\"flat\"}", "what.earn.points missing",
                "{\"scheme\":\"flat\",\"points\":0}", "what.earn.points wrong",
                "{\"scheme\":\"flat\",\"points\":-5}", "what.earn.points wrong",
                "{\"scheme\":\"flat\",\"points\":0.0001}", "what.earn.points wrong",
                "{\"scheme\":\"flat\",\"points\":1e13}", "what.earn.points wrong",
                "{\"scheme\":\"flat\",\"points\":\"5\"}", "what.earn.points wrong",
                "{\"scheme\":\"random\",\"min\":5,\"max\":4}", "what.earn.max wrong",
                "{\"scheme\":\"random\",\"min\":1,\"max\":4,\"favor\":\"mid\"}",
                    "what.earn.favor wrong")
            .entrySet()) {
      mistakes.put(
          "{\"type\":\"points\",\"walletId\":1000,\"earn\":" + earn.getKey() + "}",
          earn.getValue());
    }
    for (var more :
        Map.of(
                "\"validity\":{\"expire\":\"soon\"}", "what.validity.expire wrong",
                "\"validity\":{\"expire\":{}}", "what.validity.expire missing",
                "\"validity\":{\"activateAfter\":7}", "what.validity.activateAfter wrong",
                "\"limits\":{\"budget\":{\"campaign\":0}}", "what.limits.budget.campaign wrong",
                "\"limits\":{\"onShortBudget\":\"all\"}", "what.limits.onShortBudget wrong",
                "\"metadata\":{\"a\":1}", "what.metadata.a wrong",
                "\"metadata\":{\"\":\"x\"}", "what.metadata[\"\"] wrong",
                "\"metadata\":[]", "what.metadata wrong",
                "\"points\":5", "what.points wrong")
            .entrySet()) {
      mistakes.put(points(more.getKey()), more.getValue());
    }

    mistakes.forEach(
        (what, problems) ->
            assertThat(problems(campaign("pastBehavior", WHO, what, WHEN)))
                .as(what)
                .isEqualTo(problems));
  }

  @Test
  void what_the_semantics_forbid_is_wrong_and_says_why() {
    Map<String, String> forbidden =
        Map.of(
            "{\"type\":\"points\",\"walletId\":1,\"earn\":{\"scheme\":\"percentage\",\"percent\":10,\"property\":\"Amount\"}}",
            "what.earn.scheme wrong",
            "{\"type\":\"points\",\"walletId\":1,\"earn\":{\"scheme\":\"proportional\",\"points\":1,\"perUnits\":100,\"property\":\"Amount\",\"unitMode\":\"whole\"}}",
            "what.earn.scheme wrong",
            points("\"maxPointsPerReward\":500"),
            "what.maxPointsPerReward wrong",
            points("\"limits\":{\"perUser\":{\"total\":5}}"),
            "what.limits.perUser wrong",
            points("\"limits\":{\"budget\":{\"user\":500}}"),
            "what.limits.budget.user wrong",
            points("\"metadata\":{\"orderId\":{\"systemKey\":\"Charged ID\"}}"),
            "what.metadata.orderId.systemKey wrong");

    forbidden.forEach(
        (what, problems) ->
            assertThat(problems(campaign("pastBehavior", WHO, what, WHEN)))
                .as(what)
                .isEqualTo(problems));
  }

  @Test
  void s3_4_of_a_scheme_that_is_refused_nothing_is_missing_but_what_is_wrong_is_told() {
    var what = "{\"type\":\"points\",\"walletId\":1,\"earn\":{\"scheme\":%s}}";
    for (var scheme : List.of("\"percentage\"", "\"proportional\"")) {
      assertThat(problems(campaign("pastBehavior", WHO, what.formatted(scheme), WHEN)))
          .isEqualTo("what.earn.scheme wrong");
    }
    assertThat(
            problems(
                campaign(
                    "pastBehavior", WHO, what.formatted("\"percentage\",\"percent\":0"), WHEN)))
        .isEqualTo("what.earn.percent wrong, what.earn.scheme wrong");
  }

  @Test
  void what_is_not_built_yet_is_refused_and_never_ignored() {
    for (var type : List.of("coupon", "voucher", "custom")) {
      var what = "{\"type\":\"" + type + "\",\"couponId\":2000}";
      assertThat(problems(campaign("pastBehavior", WHO, what, WHEN)))
          .isEqualTo("what.type notBuilt");
    }
    var holdout =
        campaign("pastBehavior", WHO, WHAT, WHEN)
            .replace("{\"name\"", "{\"holdout\":{\"percent\":10},\"name\"");
    assertThat(problems(holdout)).isEqualTo("holdout notBuilt");
  }

  @Test
  void a_draft_may_lack_anything_but_hold_nothing_wrong() {
    assertThat(reading("{}").fitsDraft()).isTrue();
    assertThat(reading("{\"name\":\"x\",\"who\":{\"rule\":{\"all\":[]}}}").fitsDraft()).isTrue();
    assertThat(reading("{\"nam\":\"x\"}").fitsDraft()).isFalse();
    assertThat(reading("{\"name\":5}").fitsDraft()).isFalse();
    assertThat(reading("{\"holdout\":{}}").fitsDraft()).isFalse();
    assertThat(reading("[]").fitsDraft()).isFalse();
    assertThat(reading("nonsense").fitsDraft()).isFalse();
  }

  @Test
  void a_document_of_a_million_characters_is_read_in_any_script() {
    var reading = reading("{\"name\":\"" + "語".repeat(999_000) + "\"}");

    assertThat(reading.problems().getFirst().path()).isEqualTo("name");
  }

  @Test
  void a_draft_without_a_qualification_is_read_to_its_end() {
    assertThat(problems("{\"who\":{\"rule\":{\"did\":{\"event\":\"Charged\",\"colour\":1}}}}"))
        .contains("who.rule.did.colour wrong");
    assertThat(problems("{\"who\":{\"rule\":{\"all\":[{\"segment\":{\"id\":0}}]}}}"))
        .contains("who.rule.all[0].segment.id wrong");
    assertThat(problems("{\"who\":{\"segmentId\":\"7\"}}")).contains("who.segmentId wrong");
    assertThat(problems("{\"who\":{\"segmentId\":7,\"rule\":{\"did\":{\"event\":\"x\"}}}}"))
        .contains("who.segmentId wrong");
    assertThat(problems("{\"who\":{\"trigger\":{}}}")).contains("who.trigger.events missing");
    assertThat(problems("{\"who\":{\"segmentId\":7,\"trigger\":{}}}"))
        .contains("who.trigger wrong");
    assertThat(problems("{\"who\":{\"filter\":{\"did\":{}}}}"))
        .contains("who.filter.did.event missing");
    assertThat(problems("{\"when\":{\"start\":\"now\",\"end\":\"soon\"}}"))
        .contains("when.end wrong");
    assertThat(problems("{\"when\":{\"start\":\"now\",\"end\":\"2026-12-01T00:00\"}}"))
        .doesNotContain("when.");
    assertThat(problems("{\"what\":{\"walletId\":1,\"colour\":1}}")).contains("what.colour wrong");
    assertThat(problems("{\"what\":{\"type\":\"points\",\"earn\":{\"colour\":1}}}"))
        .contains("what.earn.colour wrong");
    assertThat(
            reading("{\"who\":{\"rule\":{\"all\":[{\"segment\":{\"id\":9}}]}}}")
                .summary()
                .segments())
        .isEqualTo(Map.of(9L, "who.rule.all[0].segment.id"));
    assertThat(reading("{\"who\":{\"segmentId\":8}}").summary().segments())
        .isEqualTo(Map.of(8L, "who.segmentId"));
  }

  @Test
  void what_can_be_told_of_an_incomplete_document_is_told() {
    var summary =
        reading(
                "{\"name\":\" Half \",\"qualification\":\"pastBehavior\","
                    + "\"who\":{\"rule\":{\"segment\":{\"id\":9}}},"
                    + "\"what\":{\"type\":\"points\",\"walletId\":1001}}")
            .summary();

    assertThat(summary)
        .isEqualTo(
            new CampaignReading.Summary(
                "Half",
                Qualification.PAST_BEHAVIOR,
                RewardType.POINTS,
                Map.of(9L, "who.rule.segment.id"),
                1001L));
  }

  private static String campaign(String qualification, String who, String what, String when) {
    return "{\"name\":\"Spring\",\"qualification\":\"%s\",\"who\":%s,\"what\":%s,\"when\":%s}"
        .formatted(qualification, who, what, when);
  }

  private static String points(String more) {
    return "{\"type\":\"points\",\"walletId\":1000," + EARN + "," + more + "}";
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
    return String.join(
        ", ",
        reading(json).problems().stream()
            .map(problem -> problem.path() + " " + problem.kind().code())
            .toList());
  }
}
