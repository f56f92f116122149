package dev.promontory.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.webhook.Shares.Share;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SharesTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  @Test
  void wh5_each_has_what_is_left_of_its_share() {
    var active = List.of(webhook(1, null), webhook(2, null), webhook(3, null));

    int left = Shares.MAX_PER_ACCOUNT - 3 - Shares.MAX_PER_WEBHOOK;
    assertThat(Shares.of(active, Map.of(2L, 3, 3L, Shares.MAX_PER_WEBHOOK), 0))
        .containsExactly(
            new Share(1, Shares.MAX_PER_WEBHOOK, 1, left),
            new Share(2, Shares.MAX_PER_WEBHOOK - 3, 1, left));
  }

  @Test
  void wh5_each_turn_begins_with_another_one() {
    var active = List.of(webhook(1, null), webhook(2, null), webhook(3, null));

    assertThat(ids(Shares.of(active, Map.of(), 1))).containsExactly(2L, 3L, 1L);
    assertThat(ids(Shares.of(active, Map.of(), 2))).containsExactly(3L, 1L, 2L);
    assertThat(Shares.of(active, Map.of(), Integer.MIN_VALUE)).hasSize(3);
    assertThat(Shares.of(List.of(), Map.of(), 7)).isEmpty();
  }

  @Test
  void wh5_those_that_fail_come_last_one_each_and_not_too_many_together() {
    List<Webhook> active = new ArrayList<>();
    for (int id = 1; id <= 40; id++) {
      active.add(webhook(id, id, NOW));
    }
    active.add(webhook(41, null));

    var shares = Shares.of(active, Map.of(1L, 8, 2L, 1), 0);

    assertThat(shares.getFirst().webhookId()).isEqualTo(41);
    assertThat(shares.getFirst().most()).isEqualTo(Shares.MAX_PER_WEBHOOK);
    assertThat(ids(shares)).doesNotContain(1L, 2L).hasSize(1 + Shares.MAX_FAILING - 9);
    assertThat(shares.stream().skip(1).map(Share::most)).containsOnly(1);
  }

  @Test
  void wh5_an_account_has_a_share_too_whatever_its_webhooks_have() {
    List<Webhook> active = new ArrayList<>();
    Map<Long, Integer> underWay = new HashMap<>();
    for (int id = 1; id <= 20; id++) {
      active.add(webhook(id, id == 20 ? NOW : null));
    }
    active.add(webhook(21, 2, null));
    for (long id = 1; id <= 8; id++) {
      underWay.put(id, Shares.MAX_PER_WEBHOOK);
    }

    assertThat(Shares.of(active, underWay, 0))
        .containsExactly(new Share(21, Shares.MAX_PER_WEBHOOK, 2, Shares.MAX_PER_ACCOUNT));
    underWay.merge(8L, -1, Integer::sum);
    assertThat(Shares.of(active, underWay, 0))
        .filteredOn(share -> share.account() == 1)
        .hasSize(13)
        .allSatisfy(share -> assertThat(share.mostOfAccount()).isOne());
  }

  @Test
  void wh5_one_account_s_failing_webhooks_leave_room_for_others() {
    List<Webhook> active = new ArrayList<>();
    for (int id = 1; id <= 20; id++) {
      active.add(webhook(id, NOW));
    }
    active.add(webhook(21, 2, NOW));

    var shares = Shares.of(active, Map.of(1L, 1), 0);

    assertThat(shares).hasSize(Shares.MAX_FAILING_PER_ACCOUNT - 1 + 1);
    assertThat(ids(shares)).contains(21L);
  }

  private static List<Long> ids(List<Share> shares) {
    return shares.stream().map(Share::webhookId).toList();
  }

  private static Webhook webhook(long id, @Nullable Instant failingSince) {
    return webhook(id, 1, failingSince);
  }

  private static Webhook webhook(long id, int account, @Nullable Instant failingSince) {
    var url = URI.create("https://example.com/");
    var target = new Target(url, Target.Method.POST, new Auth.None(), Map.of());
    return new Webhook(
        id,
        account,
        new WebhookDraft("Hook " + id, target, List.of("points.credited")),
        Secrets.first("whsec_"),
        new Standing(Standing.Status.ACTIVE, failingSince),
        Webhook.Dropped.NONE,
        0,
        NOW,
        NOW);
  }
}
