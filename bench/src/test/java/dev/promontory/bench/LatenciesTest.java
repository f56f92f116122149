package dev.promontory.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void percentiles_are_by_nearest_rank_over_all_threads() {
    var low = new Latencies();
    var high = new Latencies();
    for (int i = 1; i <= 5_000; i++) {
      low.add(i * 1_000_000L);
      high.add((5_000 + i) * 1_000_000L);
    }

    var all = Latencies.merged(List.of(high, low));

    assertThat(all.count()).isEqualTo(10_000);
    assertThat(all.millisAt(0.5)).isEqualTo(5_000);
    assertThat(all.millisAt(0.99)).isEqualTo(9_900);
    assertThat(all.millisAt(1)).isEqualTo(10_000);
  }

  @Test
  void no_calls_have_no_latency() {
    assertThat(new Latencies().millisAt(0.99)).isZero();
  }
}
