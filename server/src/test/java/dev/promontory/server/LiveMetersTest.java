package dev.promontory.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.live.host.Changed;
import dev.promontory.live.host.LiveFigures;
import dev.promontory.live.host.LiveHost;
import dev.promontory.live.host.Moment;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class LiveMetersTest {
  @Test
  void each_figure_has_a_name_of_its_own() {
    var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var host = new Still(new LiveFigures(1, 2, 3, 4, 5, 6, 7, 8));

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

  /// A host that does nothing and has figures.
  private record Still(LiveFigures figures) implements LiveHost {
    @Override
    public <T> T change(int account, Function<Moment, Changed<T>> decide) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long position() {
      return 0;
    }

    @Override
    public boolean settle(long position, Instant now, Duration patience) {
      return true;
    }

    @Override
    public OptionalLong nextDueAtMillis() {
      return OptionalLong.empty();
    }

    @Override
    public Optional<String> obstacle() {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }
}
