package dev.promontory.server.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.document.Reading;
import dev.promontory.segment.SegmentDraft;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Documents broken at random: reading them never throws, and what is sound stays sound when it is
/// read again.
class DocumentFuzzTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int ROUNDS = 20_000;
  private static final List<String> HOSTILE =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "1e999999999",
          "1e-2147483647",
          "0e99999",
          "1.5",
          "\"\"",
          "\"now\"",
          "\"\\u0000\"",
          "\"\\ud83d\"",
          "\"'; DROP TABLE campaign; --\"",
          "\"<script>alert(1)</script>\"",
          "\"\uD83D\uDE00\"",
          "[]",
          "{}",
          "[[[[]]]]",
          "{\"all\":[{\"any\":[]}]}",
          "9223372036854775808",
          "\"2026-02-30\"",
          "\"+999999999-01-01\"",
          "\"9999-12-31T23:59\"",
          "{\"amount\":100000,\"unit\":\"year\"}");
  private static final String SEGMENT =
      """
      {"name":"Buyers","rule":{"all":[
        {"did":{"event":"Charged","where":[{"property":"Amount","op":"between","value":[1,5]},
               {"any":[{"property":"City","op":"in","value":["Rome","Oslo"]}]}],
               "within":{"last":{"amount":30,"unit":"day"}},"count":{"op":"gte","value":3}}},
        {"none":[{"profile":{"property":"Born","op":"before","value":"2000-01-01"}},
                 {"segment":{"id":7,"in":true}}]},
        {"didNot":{"event":"Refunded","within":{"between":{"from":"2026-01-01","to":"2026-02-01"}}}}]}}
      """;
  private static final String CAMPAIGN =
      """
      {"name":"Spring","qualification":"pastBehavior",
       "who":{"rule":{"did":{"event":"Charged","sum":{"property":"Amount","op":"gt","value":9.5}}}},
       "what":{"type":"points","walletId":1000,"earn":{"scheme":"random","min":1,"max":9,"favor":"avg"},
               "validity":{"activateAfter":{"amount":1,"unit":"day"},"expire":{"on":"2026-12-31"}},
               "limits":{"budget":{"campaign":5000},"onShortBudget":"partial"},
               "metadata":{"promoType":"festival"}},
       "when":{"recurring":{"every":"week","on":["mon"],"at":"09:00","until":"2026-12-31"},
               "timeZone":"Asia/Kolkata"}}
      """;

  @Test
  void broken_segments_are_refused_or_read_but_never_blow_up() {
    var random = new SplittableRandom(20261123);
    int sound = 0;
    for (int round = 0; round < ROUNDS; round++) {
      var text = mutated(SEGMENT, random).toString();
      var reading = segment(text.getBytes(StandardCharsets.UTF_8));
      if (reading instanceof Reading.Sound<SegmentDraft>(var draft)) {
        assertThat(new SegmentReader().read(draft.rule().json()))
            .as(text)
            .isEqualTo(draft.rule().rule());
        sound++;
      }
    }
    assertThat(sound).isBetween(ROUNDS / 100, ROUNDS / 2);
  }

  @Test
  void broken_campaigns_are_refused_or_read_but_never_blow_up() {
    var random = new SplittableRandom(4711);
    int sound = 0;
    for (int round = 0; round < ROUNDS; round++) {
      var text = mutated(CAMPAIGN, random).toString();
      var reading = new CampaignReader().read(text, ZoneOffset.UTC);
      assertThat(reading.document() == null).as(text).isNotEqualTo(reading.problems().isEmpty());
      if (reading.problems().isEmpty()) {
        sound++;
      }
    }
    assertThat(sound).isBetween(ROUNDS / 100, ROUNDS / 2);
  }

  @Test
  void texts_cut_or_spoilt_anywhere_never_blow_up() {
    var random = new SplittableRandom(99);
    var bytes = CAMPAIGN.getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < ROUNDS; round++) {
      var spoilt = bytes.clone();
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt(256);
      }
      var cut = Arrays.copyOf(spoilt, random.nextInt(spoilt.length));
      assertThat(segment(cut)).isInstanceOf(Reading.Flawed.class);
      JsonText.parse(spoilt);
    }
  }

  private static Reading<SegmentDraft> segment(byte[] text) {
    return switch (JsonText.parse(text)) {
      case Reading.Sound<JsonNode>(var tree) -> new SegmentReader().segment(tree);
      case Reading.Flawed<JsonNode>(var problems) -> new Reading.Flawed<>(problems);
    };
  }

  private static JsonNode mutated(String json, SplittableRandom random) {
    var root = MAPPER.readTree(json);
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      mutate(root, random);
    }
    return root;
  }

  private static void mutate(JsonNode root, SplittableRandom random) {
    List<JsonNode> containers = new ArrayList<>();
    collect(root, containers);
    switch (containers.get(random.nextInt(containers.size()))) {
      case ObjectNode object -> {
        var names = new ArrayList<>(object.propertyNames());
        if (random.nextInt(6) == 0 || names.isEmpty()) {
          object.set("x" + random.nextInt(3), hostile(random));
        } else if (random.nextInt(3) == 0) {
          object.remove(names.get(random.nextInt(names.size())));
        } else {
          object.set(names.get(random.nextInt(names.size())), hostile(random));
        }
      }
      case ArrayNode array -> {
        if (array.isEmpty() || random.nextBoolean()) {
          array.add(hostile(random));
        } else {
          array.remove(random.nextInt(array.size()));
        }
      }
      default -> throw new AssertionError("not a container");
    }
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainer()) {
      containers.add(node);
      node.forEach(child -> collect(child, containers));
    }
  }

  private static JsonNode hostile(SplittableRandom random) {
    return JsonMapper.builder()
        .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .build()
        .readTree(HOSTILE.get(random.nextInt(HOSTILE.size())));
  }
}
