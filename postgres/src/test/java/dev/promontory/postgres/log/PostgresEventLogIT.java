package dev.promontory.postgres.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.testkit.log.EventLogContract;
import org.junit.jupiter.api.Test;

class PostgresEventLogIT extends EventLogContract {
  private static final TestLogStore STORE = new TestLogStore("event_log", LogLimits.DEFAULT);

  @Override
  protected LogStore store() {
    return STORE;
  }

  @Test
  void e8_the_log_of_another_database_has_another_id() {
    var other = new TestLogStore("another_event_log", LogLimits.DEFAULT);
    try (var another = other.open()) {
      assertThat(another.id()).isNotEqualTo(log().id());
    }
  }
}
