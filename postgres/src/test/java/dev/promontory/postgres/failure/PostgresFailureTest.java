package dev.promontory.postgres.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostgresFailureTest {
  @Test
  void every_state_has_one_meaning() {
    Map<PostgresFailure, List<String>> states =
        Map.of(
            PostgresFailure.LOST,
            List.of("08000", "08003", "08006", "57P01", "57P02", "57P03", "57P05"),
            PostgresFailure.UNAVAILABLE,
            List.of("25006", "53000", "53200", "53300", "53400", "58000", "58030"),
            PostgresFailure.DISK_FULL,
            List.of("53100"),
            PostgresFailure.ABORTED,
            List.of("40001", "40P01"),
            PostgresFailure.CANCELLED,
            List.of("55P03", "55006", "57014"),
            PostgresFailure.MISFIT,
            List.of("0A000", "25P02", "42501", "42601", "42P01", "XX000", "XX001"),
            PostgresFailure.OTHER,
            List.of("22001", "23505", "23514", "54000", "P0001", "5", ""));

    states.forEach(
        (meaning, those) ->
            those.forEach(
                state ->
                    assertThat(PostgresFailure.of(new SQLException("x", state)))
                        .as(state)
                        .isEqualTo(meaning)));
  }

  @Test
  void the_cause_that_says_something_counts() {
    var inner = new SQLException("disk full", "53100");
    var outer = new IllegalStateException(new SQLException("no state", inner));

    assertThat(PostgresFailure.of(outer)).isEqualTo(PostgresFailure.DISK_FULL);
    assertThat(PostgresFailure.of(new IllegalStateException())).isEqualTo(PostgresFailure.OTHER);
  }

  @Test
  void a_connection_that_was_not_to_be_had_is_lost() {
    assertThat(PostgresFailure.of(new SQLTransientConnectionException("none within 5 s")))
        .isEqualTo(PostgresFailure.LOST);
  }

  @Test
  void causes_in_a_circle_end() {
    var one = new IllegalStateException("one");
    var other = new IllegalStateException("other", one);
    one.initCause(other);

    assertThat(PostgresFailure.of(one)).isEqualTo(PostgresFailure.OTHER);
  }
}
