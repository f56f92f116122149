package dev.promontory.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FatalErrorTest {
  @TempDir private Path folder = Path.of("unset");

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static SQLException failure(Connection connection, String sql) {
    return catchThrowableOfType(SQLException.class, () -> execute(connection, sql));
  }

  @Test
  void a_checkpoint_that_fails_ends_a_database_and_is_known_by_its_words() throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:duckdb:")) {
      execute(connection, "ATTACH '" + folder.resolve("file") + "' AS h");
      execute(connection, "CREATE TABLE h.some (i INTEGER)");
      execute(connection, "SET debug_checkpoint_abort = 'before_header'");

      var checkpoint = failure(connection, "CHECKPOINT h");
      var later = failure(connection, "SELECT i FROM h.some");

      assertThat(FatalError.isCauseOf(new HistoryException("checkpoint", checkpoint))).isTrue();
      assertThat(FatalError.isCauseOf(new HistoryException("later", later))).isTrue();
    }
  }

  @Test
  void a_mistake_in_a_question_ends_nothing() throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:duckdb:")) {
      assertThat(FatalError.isCauseOf(failure(connection, "SELECT * FROM nowhere"))).isFalse();
      execute(connection, "SELECT 1");
    }
  }
}
