package dev.promontory.server.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.record.RecordBody;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Uploads with random faults: whatever comes, the answer adds up and the log agrees with it.
class UploadFuzzTest {
  private static final int ROUNDS = 1_500;

  private static final List<String> FIELDS =
      List.of(
          "\"identity\":\"ann\"",
          "\"objectId\":\"__g1\"",
          "\"type\":\"event\"",
          "\"type\":\"profile\"",
          "\"evtName\":\"Charged\"",
          "\"ts\":1764000000",
          "\"evtData\":{\"Amount\":12.5,\"Items\":[{\"Category\":\"Shoes\"},{\"Price\":1}]}",
          "\"evtData\":{\"Due\":\"$D_1764000000\",\"Where\":{\"City\":\"Rome\",\"Geo\":{\"Lat\":1.5}}}",
          "\"profileData\":{\"Tags\":{\"$add\":[\"a\"]},\"Score\":{\"$incr\":1},\"Old\":{\"$delete\":1}}",
          "\"profileData\":{\"Gender\":\"F\",\"Age\":42,\"Email\":\"ann@shop.org\"}");

  private static final List<String> NASTY =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "1e309",
          "1e999999999",
          "-0.0",
          "9".repeat(401),
          "\"\"",
          "\" \"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\udc00\"",
          "\"😀\"",
          "\"$D_\"",
          "\"$D_1e9\"",
          "\"null\"",
          "\"" + "x".repeat(513) + "\"",
          "[]",
          "[[]]",
          "{}",
          "{\"\":1}",
          "{\"$add\":1}",
          "{\"a\":{\"b\":{\"c\":{\"d\":1}}}}",
          "[{\"a\":[{}]}]",
          "{\"a\":1,\"A\":2,\" a\":3}",
          "\"<script>\"",
          "\"' OR 1=1\"",
          "1764000000000");

  private static final JsonMapper JUDGE =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNumberLength(1 << 20).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatever_is_uploaded_the_answer_adds_up(long seed) throws Exception {
    var random = new SplittableRandom(seed);
    int[] met = new int[600];
    try (var server = new UploadServer()) {
      for (int round = 0; round < ROUNDS; round++) {
        var body = body(random);
        int before = server.log().records().size();
        var answer = server.upload(body, Map.of());
        int stored = server.log().records().size() - before;
        var context = "seed %d round %d: %s".formatted(seed, round, new String(body, UTF_8));

        assertThat(answer.statusCode()).as(context).isIn(200, 400);
        met[answer.statusCode()]++;
        if (answer.statusCode() == 400) {
          assertThat(stored).as(context).isZero();
        } else {
          var sent = JUDGE.readTree(body).path("d");
          checkTaken(JUDGE.readTree(answer.body()), sent, stored, context);
        }
      }
      server.log().records().forEach(record -> assertThat(isStorable(record.body())).isTrue());
    }
    assertThat(met[200]).isGreaterThan(ROUNDS / 4);
    assertThat(met[400]).isGreaterThan(ROUNDS / 20);
  }

  private static void checkTaken(JsonNode answer, JsonNode sent, int stored, String context) {
    var unprocessed = answer.path("unprocessed");
    int processed = answer.path("processed").asInt();
    assertThat(processed).as(context).isEqualTo(stored);
    assertThat(processed + unprocessed.size()).as(context).isEqualTo(sent.size());
    int last = -1;
    for (var each : unprocessed) {
      int index = each.path("index").asInt();
      assertThat(index).as(context).isGreaterThan(last);
      assertThat(each.path("record")).as(context).isEqualTo(sent.get(index));
      assertThat(each.path("code").asInt()).as(context).isBetween(509, 526);
      assertThat(each.path("error").asString()).as(context).startsWith("/d/" + index);
      last = index;
    }
  }

  private static byte[] body(SplittableRandom random) {
    var records =
        IntStream.range(0, random.nextInt(6))
            .mapToObj(_ -> record(random))
            .collect(Collectors.joining(","));
    var bytes = ("{\"d\":[" + records + "]}").getBytes(UTF_8);
    return random.nextInt(3) == 0 ? damaged(bytes, random) : bytes;
  }

  /// Mostly whole records, with fields missing, repeated or replaced.
  private static String record(SplittableRandom random) {
    List<String> fields = new ArrayList<>();
    fields.add(FIELDS.getFirst());
    boolean event = random.nextBoolean();
    fields.addAll(
        event
            ? List.of(FIELDS.get(2), FIELDS.get(4), FIELDS.get(6))
            : List.of(FIELDS.get(3), FIELDS.get(8)));
    for (int faults = random.nextInt(3); faults > 0; faults--) {
      int at = random.nextInt(fields.size());
      switch (random.nextInt(4)) {
        case 0 -> fields.add(pick(FIELDS, random));
        case 1 -> fields.set(at, pick(FIELDS, random));
        case 2 -> {
          var field = fields.get(at);
          fields.set(at, field.substring(0, field.indexOf(':') + 1) + pick(NASTY, random));
        }
        default -> {
          var field = fields.get(at);
          int number = field.lastIndexOf("1");
          fields.set(
              at,
              number < 0
                  ? field
                  : field.substring(0, number) + pick(NASTY, random) + field.substring(number + 1));
        }
      }
    }
    return "{" + String.join(",", fields) + "}";
  }

  private static byte[] damaged(byte[] bytes, SplittableRandom random) {
    int at = random.nextInt(bytes.length);
    var damaged = bytes.clone();
    switch (random.nextInt(3)) {
      case 0 -> damaged[at] = (byte) random.nextInt();
      case 1 -> damaged = Arrays.copyOf(bytes, at);
      default -> {
        int length = Math.min(random.nextInt(20), bytes.length - at);
        System.arraycopy(bytes, random.nextInt(bytes.length - length + 1), damaged, at, length);
      }
    }
    return damaged;
  }

  private static String pick(List<String> list, SplittableRandom random) {
    return list.get(random.nextInt(list.size()));
  }

  /// I2, by the letter: the text of a record survives UTF-8 and holds no NUL.
  private static boolean isStorable(RecordBody body) {
    var text = body.toString();
    return text.indexOf('\0') < 0 && UTF_8.newEncoder().canEncode(text);
  }

  static {
    // The judge must refuse what is not JSON, or the test proves little.
    try {
      JUDGE.readTree("{} {}");
      throw new AssertionError("the judge takes two documents for one");
    } catch (JacksonException _) {
      // As it should be.
    }
  }
}
