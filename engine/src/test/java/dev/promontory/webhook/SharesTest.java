package dev.promontory.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SharesTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  @Test
  void wh5_each_has_what_is_left_of_its_share() {
    var active = List.of(webhook(1, null), webhook(2, null), webhook(3, null));

    assertThat(Shares.of(active, Map.of(2L, 3, 3L, Shares.MAX_PER_WEBHOOK), 0))
        .containsExactly(
            Map.entry(1L, Shares.MAX_PER_WEBHOOK), Map.entry(2L, Shares.MAX_PER_WEBHOOK - 3));
  }

  @Test
  void wh5_each_turn_begins_with_another_one() {
    var active = List.of(webhook(1, null), webhook(2, null), webhook(3, null));

    assertThat(Shares.of(active, Map.of(), 1).keySet()).containsExactly(2L, 3L, 1L);
    assertThat(Shares.of(active, Map.of(), 2).keySet()).containsExactly(3L, 1L, 2L);
    assertThat(Shares.of(active, Map.of(), Integer.MIN_VALUE).keySet()).hasSize(3);
    assertThat(Shares.of(List.of(), Map.of(), 7)).isEmpty();
  }

  @Test
  void wh5_those_that_fail_come_last_one_each_and_not_too_many_together() {
    List<Webhook> active = new ArrayList<>();
    for (int id = 1; id <= 40; id++) {
      active.add(webhook(id, NOW));
    }
    active.add(webhook(41, null));

    var shares = Shares.of(active, Map.of(1L, 8, 2L, 1), 0);

    assertThat(shares.firstEntry()).isEqualTo(Map.entry(41L, Shares.MAX_PER_WEBHOOK));
    assertThat(shares).doesNotContainKeys(1L, 2L).hasSize(1 + Shares.MAX_FAILING - 9);
    assertThat(shares.values().stream().skip(1)).containsOnly(1);
  }

  private static Webhook webhook(long id, @Nullable Instant failingSince) {
    var url = URI.create("https://example.com/");
    var target = new Target(url, Target.Method.POST, new Auth.None(), Map.of());
    return new Webhook(
        id,
        1,
        new WebhookDraft("Hook " + id, target, List.of("points.credited")),
        Secrets.first("whsec_"),
        new Standing(Standing.Status.ACTIVE, failingSince),
        Webhook.Dropped.NONE,
        0,
        NOW,
        NOW);
  }
}
