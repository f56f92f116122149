package dev.promontory.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class UploadBodyTest {
  private static final EventStream EVENTS =
      new EventStream(
          EventStream.templates(5, 6), 5, EventStream.anyOf(1_000_000, 5), 1_700_000_000, 10);

  @Test
  void a_body_holds_the_events_it_is_used_for() {
    var body = new UploadBody(EVENTS, 3, 3);
    var target = new byte[body.length() + 2];
    body.write(27, target, 2);

    var text = new String(target, 2, body.length(), StandardCharsets.UTF_8);
    var records = new JsonMapper().readTree(text).get("d");

    assertThat(records.size()).isEqualTo(3);
    for (int i = 0; i < 3; i++) {
      int event = 27 + i;
      var record = records.get(i);
      var template = EVENTS.template(event);
      assertThat(record.get("identity").asString())
          .isEqualTo(UploadBody.identity(EVENTS.user(event)))
          .hasSize(8);
      assertThat(record.get("ts").asLong()).isEqualTo(1_700_000_002);
      assertThat(record.get("evtName").asString())
          .isEqualTo(EventTemplate.NAMES.get(template.name()));
      var data = record.get("evtData");
      assertThat(data.size()).isEqualTo(EventTemplate.PROPERTIES);
      assertThat(data.get("City").asString()).isEqualTo(template.city());
      assertThat(data.get("Quantity").asInt()).isEqualTo(template.quantity());
      assertThat(data.get("Amount").decimalValue())
          .isEqualByComparingTo(BigDecimal.valueOf(EVENTS.cents(event), 2));
    }
  }

  @Test
  void events_are_the_same_whenever_asked_and_belong_to_many_users() {
    var again =
        new EventStream(
            EventStream.templates(5, 6), 5, EventStream.anyOf(1_000_000, 5), 1_700_000_000, 10);
    var users = new BitSet();
    for (long event = 0; event < 100_000; event++) {
      assertThat(again.user(event)).isEqualTo(EVENTS.user(event));
      users.set(again.user(event));
    }
    // 10^6 (1 - e^-0.1) are expected.
    assertThat(users.cardinality()).isBetween(94_500, 95_900);
  }
}
