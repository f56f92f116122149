package dev.promontory.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.log.LogRecord;
import dev.promontory.record.Name;
import dev.promontory.record.Properties;
import dev.promontory.record.Property;
import dev.promontory.record.RecordBody;
import dev.promontory.record.Value;
import dev.promontory.user.Identity;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class EventJsonTest {
  @Test
  void an_event_is_told_in_fields_of_the_api() {
    assertThat(
            write(
                new Property(Name.of("Wallet ID"), Value.number(1000)),
                new Property(Name.of("Transaction ID"), Value.number(7)),
                new Property(Name.of("Source"), new Value.Text("API")),
                new Property(Name.of("Points Description"), new Value.Text("Welcome")),
                new Property(Name.of("Points"), Value.number(new BigDecimal("12.50"))),
                new Property(Name.of("Points Expiry"), new Value.Text("24-11-2026 00:00:00")),
                new Property(Name.of("Points Expiry Date"), new Value.Date(1_795_478_400)),
                new Property(Name.of("Location ID"), new Value.Text("L1")),
                new Property(Name.of("CT Source"), new Value.Text("System"))))
        .isEqualTo(
            "{\"type\":\"points.credited\",\"timestamp\":\"2026-11-23T00:00:00Z\",\"data\":{"
                + "\"user\":5,\"identity\":\"ann\",\"identityType\":\"identity\","
                + "\"walletId\":1000,\"transactionId\":7,\"source\":\"API\","
                + "\"description\":\"Welcome\",\"points\":12.5,"
                + "\"expiresAt\":\"2026-11-24T00:00:00Z\",\"locationId\":\"L1\"}}");
  }

  @Test
  void whatever_a_text_holds_can_be_written_in_ascii() {
    for (var hostile :
        List.of(
            "<script>alert('1')</script>",
            "a\u0000b\n\r\t\u001b[31m\u007f\u2028",
            "lone high \ud83d",
            "lone low \udca5",
            "\ud83d\udca5 \u00e9",
            "\"\\\"\\\\")) {
      var json = write(new Property(Name.of("Points Description"), new Value.Text(hostile)));

      assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(json)).as(hostile).isTrue();
      assertThat(new JsonMapper().readTree(json).at("/data/description").asString())
          .isEqualTo(hostile);
    }
  }

  @Test
  void names_become_fields() {
    assertThat(EventJson.field("Wallet ID")).isEqualTo("walletId");
    assertThat(EventJson.field("points")).isEqualTo("points");
    assertThat(EventJson.field(" A  new\tName ")).isEqualTo("aNewName");
    assertThat(EventJson.field("")).isEmpty();
  }

  private static String write(Property... properties) {
    var body =
        new RecordBody.Event(Name.of("CT Points Credited"), new Properties(List.of(properties)));
    var record = new LogRecord(9, 1, 5, 1_795_392_000, 0, body);
    return new EventJson().write("points.credited", record, List.of(Identity.of("ann")));
  }
}
