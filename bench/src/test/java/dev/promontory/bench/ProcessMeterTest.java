package dev.promontory.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProcessMeterTest {
  @Test
  void a_jvm_uses_memory_and_time() throws IOException {
    var meter = new ProcessMeter(ProcessHandle.current().pid());

    assertThat(meter.residentBytes()).isBetween(10_000_000L, meter.peakResidentBytes());
    assertThat(meter.processorTime()).isPositive();
  }
}
