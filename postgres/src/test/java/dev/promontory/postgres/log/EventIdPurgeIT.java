package dev.promontory.postgres.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.log.AppendBatch;
import dev.promontory.log.AppendResult.Appended;
import dev.promontory.log.NewRecord;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventIdPurgeIT {
  private static final long NOW = 1_760_000_000_000L;
  private static final long DAY = Duration.ofDays(1).toMillis();

  @Test
  void ids_that_are_too_old_to_matter_are_purged_as_new_ones_come() throws SQLException {
    var store = new TestLogStore("purge", LogLimits.DEFAULT);
    int account = store.freshAccount();
    try (var log = store.open()) {
      for (int day = 0; day <= 20; day++) {
        var batch =
            List.of(
                event(account, "a " + day, NOW + day * DAY),
                event(account, "b " + day, NOW + day * DAY));

        assertThat(log.append(AppendBatch.of(batch))).isEqualTo(new Appended(2 * day + 2, 0));
      }

      // Eight days and the present one.
      assertThat(Sabotage.count(store.source(), "SELECT count(*) FROM log_event_id")).isEqualTo(18);
      var repeats =
          IntStream.rangeClosed(14, 20).mapToObj(day -> event(account, "a " + day, NOW + 20 * DAY));
      assertThat(log.append(AppendBatch.of(repeats.toList()))).isEqualTo(new Appended(42, 7));
    }
  }

  private static NewRecord event(int account, String eventId, long receivedAtMillis) {
    var plain = Records.event(account, "ann", 1);
    return new NewRecord(account, plain.subject(), 1, receivedAtMillis, plain.body(), eventId);
  }
}
