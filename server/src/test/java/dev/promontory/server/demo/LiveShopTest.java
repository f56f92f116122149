package dev.promontory.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class LiveShopTest {
  private static final Instant BEGIN = Instant.parse("2026-03-15T10:30:00Z");
  private static final SampleShop SHOP = SampleShop.drawn(7, BEGIN);

  @Test
  void each_event_is_handed_out_once_when_its_moment_has_come() {
    var live = new LiveShop(SHOP, 8, BEGIN);
    var handedOut = new ArrayList<ShopRecord>();
    var from = BEGIN;
    for (int tick = 1; tick <= 600; tick++) {
      var now = BEGIN.plusMillis(tick * 500L);
      for (var event : live.until(now)) {
        assertThat(event.at()).isAfterOrEqualTo(from).isBeforeOrEqualTo(now);
        handedOut.add(event);
      }
      from = now.minusSeconds(1);
    }
    assertThat(handedOut).extracting(ShopRecord::eventId).doesNotHaveDuplicates();
    // Two visits of five to six events a second, for five minutes.
    assertThat(handedOut).hasSizeBetween(2_000, 4_500);
  }
}
