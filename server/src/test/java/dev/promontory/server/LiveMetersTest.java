package dev.promontory.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.live.host.LiveFigures;
import dev.promontory.testkit.live.StillHost;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class LiveMetersTest {
  @Test
  void each_figure_has_a_name_of_its_own() {
    var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var host = new StillHost(InstantSource.system(), new LiveFigures(1, 2, 3, 4, 5, 6, 7, 8));

    LiveMeters.bind(meters, host);

    assertThat(meters.scrape())
        .contains(
            "promontory_live_folded_total 1.0\n",
            "promontory_live_waiting 2.0\n",
            "promontory_live_parked 3.0\n",
            "promontory_live_parked_users 4.0\n",
            "promontory_live_undecided 5.0\n",
            "promontory_live_qualified_total 6.0\n",
            "promontory_live_dirty 7.0\n",
            "promontory_live_armed 8.0\n");
  }
}
