package dev.promontory.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.Note;
import dev.promontory.ledger.Source;
import dev.promontory.log.NewRecord;
import dev.promontory.outbox.PointsEvent.Kind;
import dev.promontory.points.Points;
import dev.promontory.record.Property;
import dev.promontory.record.RecordBody;
import dev.promontory.record.Value;
import dev.promontory.user.KnownUser;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PointsEventRecordTest {
  private static final Instant AT = Instant.parse("2026-03-03T22:20:00.500Z");
  private static final Instant EXPIRY = Instant.parse("2026-12-31T18:30:00Z");
  private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");

  @Test
  void a_campaigns_credit_has_the_documented_properties() {
    var note = Note.ofCampaign(1500, Map.of()).withDescription("Points earned from campaign");
    var event =
        new PointsEvent(
            Kind.CREDITED,
            3,
            new BalanceKey(1000, 7),
            12345,
            Source.CAMPAIGN,
            Points.of(new BigDecimal("150.5")),
            AT,
            null,
            EXPIRY,
            note);

    var written = PointsEventRecord.of(event, KOLKATA, AT.plusSeconds(1));

    assertThat(written.account()).isEqualTo(3);
    assertThat(written.subject()).isEqualTo(new KnownUser(7));
    assertThat(written.epochSecond()).isEqualTo(AT.getEpochSecond());
    assertThat(written.receivedAtMillis()).isEqualTo(AT.plusSeconds(1).toEpochMilli());
    assertThat(name(written)).isEqualTo("CT Points Credited");
    assertThat(properties(written))
        .containsExactly(
            Map.entry("Wallet ID", Value.number(1000)),
            Map.entry("Transaction ID", Value.number(12345)),
            Map.entry("Source", new Value.Text("Campaign")),
            Map.entry("Points Description", new Value.Text("Points earned from campaign")),
            Map.entry("Points", Value.number(new BigDecimal("150.5"))),
            Map.entry("Event Timestamp", new Value.Date(AT.getEpochSecond())),
            Map.entry("Points Expiry", new Value.Text("01-01-2027 00:00:00")),
            Map.entry("Points Expiry Date", new Value.Date(EXPIRY.getEpochSecond())),
            Map.entry("Campaign ID", Value.number(1500)),
            Map.entry("CT Source", new Value.Text("System")));
  }

  @Test
  void a_debit_by_the_api_says_what_the_caller_said() {
    var note =
        new Note("spent", "o-1", new BigDecimal("199.90"), "web", "store 5", null, "{\"a\":1}");
    var event =
        new PointsEvent(
            Kind.DEBITED,
            3,
            new BalanceKey(1000, 7),
            9,
            Source.API,
            Points.of(50),
            AT,
            null,
            null,
            note);

    var written = PointsEventRecord.of(event, KOLKATA, AT);

    assertThat(name(written)).isEqualTo("CT Points Debited");
    assertThat(properties(written))
        .containsEntry("Sale Channel", new Value.Text("web"))
        .containsEntry("Location ID", new Value.Text("store 5"))
        .containsEntry("Sale Amount", Value.number(new BigDecimal("199.9")))
        .doesNotContainKeys("Points Expiry", "Campaign ID");
  }

  @Test
  void the_names_of_all_reward_events_are_known_beforehand() {
    assertThat(PointsEventRecord.names())
        .extracting(name -> name.display())
        .containsExactlyInAnyOrder(
            "CT Points Credited",
            "CT Points Debited",
            "CT Points Promised",
            "CT Points Activated",
            "CT Points Expired",
            "CT Points Refunded",
            "CT Points Reversed",
            "CT Points Expiring");
  }

  private static String name(NewRecord written) {
    return event(written).name().display();
  }

  private static Map<String, Value> properties(NewRecord written) {
    var properties = new LinkedHashMap<String, Value>();
    for (Property property : event(written).properties()) {
      properties.put(property.name().display(), property.value());
    }
    return properties;
  }

  private static RecordBody.Event event(NewRecord written) {
    return (RecordBody.Event) written.body();
  }
}
