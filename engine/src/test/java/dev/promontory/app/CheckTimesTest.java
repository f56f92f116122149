package dev.promontory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.campaign.CampaignParts;
import dev.promontory.campaign.CampaignParts.Timing;
import dev.promontory.campaign.CampaignReading;
import dev.promontory.campaign.Qualification;
import dev.promontory.campaign.Schedule;
import dev.promontory.document.Problem;
import dev.promontory.ledger.Validity;
import dev.promontory.time.Span;
import dev.promontory.wallet.WalletExpiry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CheckTimesTest {
  private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Validity NEVER = new Validity(null, new WalletExpiry.Never());

  @Test
  void a_live_campaign_neither_starts_nor_ends_in_the_past_of_its_zone() {
    // It is 17:30 in Kolkata.
    assertThat(problems("2026-11-23T17:29:59", null, NEVER)).containsExactly("when.start");
    assertThat(problems("2026-11-23T17:30", null, NEVER)).isEmpty();
    assertThat(problems(null, "2026-11-23T17:29", NEVER)).containsExactly("when.end");
    assertThat(problems("2026-11-22T00:00", "2026-11-23T00:00", NEVER))
        .containsExactly("when.start", "when.end");
  }

  @Test
  void s2_8_points_of_a_live_campaign_must_be_usable_from_its_start_to_its_end() {
    var endOfYear = new WalletExpiry.OnDay(LocalDate.parse("2026-12-31"));
    var gone = new WalletExpiry.OnDay(LocalDate.parse("2026-11-22"));
    var atOnce = new Validity(null, endOfYear);
    var aWeekLater = new Validity(new Span(7, Span.Unit.DAY), endOfYear);

    assertThat(problems(null, null, new Validity(null, gone)))
        .containsExactly("what.validity.expire");
    assertThat(problems(null, null, atOnce)).isEmpty();
    // The year ends in Berlin, whose points they are, at 4:30 in Kolkata.
    assertThat(problems(null, "2027-01-01T04:30", atOnce)).isEmpty();
    assertThat(problems(null, "2027-01-01T04:31", atOnce)).containsExactly("what.validity.expire");
    assertThat(problems(null, "2026-12-25T04:30", aWeekLater)).isEmpty();
    assertThat(problems(null, "2026-12-25T04:31", aWeekLater))
        .containsExactly("what.validity.expire");
    assertThat(problems("2027-02-01T00:00", null, atOnce)).containsExactly("what.validity.expire");
  }

  private static List<String> problems(
      @Nullable String start, @Nullable String end, Validity validity) {
    var from = start == null ? null : LocalDateTime.parse(start);
    var to = end == null ? null : LocalDateTime.parse(end);
    var dates = new LinkedHashMap<String, LocalDateTime>();
    if (from != null) {
      dates.put("when.start", from);
    }
    if (to != null) {
      dates.put("when.end", to);
    }
    var timing = new Timing(new Schedule.Live(from, to), dates, KOLKATA);
    var summary = new CampaignReading.Summary("Spring", Qualification.LIVE, null, Map.of(), null);
    var reading =
        new CampaignReading(
            summary,
            new CampaignParts(null, Map.of(), validity, timing),
            null,
            List.of(Problem.missing("who", "Whom it rewards.")));
    return new CheckTimes(BERLIN, NOW).check(reading, null).stream().map(Problem::path).toList();
  }
}
