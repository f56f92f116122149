package dev.promontory.server.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Documents spoilt at random, sent to the whole server: it never fails, and what it refuses is not
/// stored.
class HostileDocumentsIT extends InShop {
  private static final long SEED = 20261123;
  private static final int ROUNDS = 400;
  private static final List<String> HOSTILE =
      List.of(
          "null",
          "true",
          "-1",
          "1e999999999",
          "0e99999",
          "\"\"",
          "\"\\u0000\"",
          "\"\\ud83d\"",
          "\"'; DROP TABLE campaign; --\"",
          "\"<script>alert(1)</script>\"",
          "\"\uD83D\uDE00\"",
          "[]",
          "{}",
          "[[[[]]]]",
          "9223372036854775808",
          "\"\uFFFF\"");

  @Test
  void spoilt_campaigns_are_refused_or_stored_as_sent() throws IOException {
    var random = new SplittableRandom(SEED);
    var whole = shop.campaign("Spring", "{\"rule\":" + Shop.bought(3) + "}", "{\"start\":\"now\"}");
    List<Long> stored = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      var spoilt = spoilt(whole, random);
      var answer = shop.post("/api/v1/campaigns", spoilt);
      assertThat(answer.status()).as(spoilt).isIn(201, 400, 422);
      assertThat(shop.post("/api/v1/campaigns/validate", spoilt).status())
          .as(spoilt)
          .isIn(200, 400);
      if (answer.status() == 201) {
        stored.add(Shop.id(answer));
      }
    }

    List<Long> listed = new ArrayList<>();
    shop.management
        .all("/api/v1/campaigns", Map.of())
        .forEach(item -> listed.add(item.get("id").asLong()));
    assertThat(listed).containsExactlyInAnyOrderElementsOf(stored);
    assertThat(stored).hasSizeBetween(1, ROUNDS - 1);
    for (long id : stored) {
      assertThat(shop.act(id, "publish").status()).isIn(200, 422);
    }
    shop.settle();
  }

  /// A text with a value, or a stretch of characters, replaced.
  private static String spoilt(String whole, SplittableRandom random) {
    var hostile = HOSTILE.get(random.nextInt(HOSTILE.size()));
    if (random.nextBoolean()) {
      int from = random.nextInt(whole.length());
      int to = Math.min(whole.length(), from + random.nextInt(1, 12));
      return whole.substring(0, from) + hostile + whole.substring(to);
    }
    var colons = new ArrayList<Integer>();
    for (int i = 0; i < whole.length(); i++) {
      if (whole.charAt(i) == ':') {
        colons.add(i);
      }
    }
    int colon = colons.get(random.nextInt(colons.size()));
    int end = colon + 1;
    int depth = 0;
    while (depth > 0 || ",}]".indexOf(whole.charAt(end)) < 0) {
      depth += "{[".indexOf(whole.charAt(end)) >= 0 ? 1 : 0;
      end++;
      depth -= "}]".indexOf(whole.charAt(end - 1)) >= 0 ? 1 : 0;
    }
    return whole.substring(0, colon + 1) + hostile + whole.substring(end);
  }
}
