package dev.promontory.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventCopyIT {
  @TempDir private Path folder;

  @Test
  void the_rows_copied_are_the_events_of_the_stream() throws Exception {
    var events =
        new EventStream(
            EventStream.templates(5, 100), 5, EventStream.anyOf(1_000, 5), 1_700_000_000, 10);
    try (var database = BenchDatabase.start(folder);
        var connection = database.connect();
        var statement = connection.createStatement()) {
      assertThat(EventCopy.run(connection, events, 12_345)).isPositive();

      var sql =
          """
          SELECT name, city, amount_cents, epoch_second
          FROM copied_event
          WHERE user_number = %d
          """
              .formatted(events.user(12_344));
      try (var rows = statement.executeQuery(sql + " ORDER BY epoch_second DESC LIMIT 1")) {
        rows.next();
        assertThat(rows.getInt("name")).isEqualTo(events.template(12_344).name());
        assertThat(rows.getString("city")).isEqualTo(events.template(12_344).city());
        assertThat(rows.getInt("amount_cents")).isEqualTo(events.cents(12_344));
        assertThat(rows.getLong("epoch_second")).isEqualTo(1_700_000_000 + 1_234);
      }
    }
  }
}
