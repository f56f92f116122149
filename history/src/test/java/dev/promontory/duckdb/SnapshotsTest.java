package dev.promontory.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What [Session] and [Snapshots] rely on in the database.
class SnapshotsTest {
  @TempDir private Path folder;

  @Test
  void a_statement_sees_the_tables_as_they_were_when_it_was_prepared() throws Exception {
    try (var database =
            Database.open(
                HistorySettings.at(folder.resolve("history.duckdb")), Origin.any(), _ -> {});
        var reader = database.connect();
        var writer = database.connect()) {
      reader.setAutoCommit(false);
      long before = State.position(writer);

      try (var statement = reader.prepareStatement("SELECT position FROM h.state")) {
        move(writer);
        try (var rows = statement.executeQuery()) {
          assertThat(rows.next()).isTrue();
          assertThat(rows.getLong(1)).isEqualTo(before);
        }
      }
      reader.rollback();

      assertThat(State.position(reader)).isEqualTo(before + 1);
    }
  }

  private static void move(Connection writer) throws SQLException {
    try (var statement = writer.createStatement()) {
      statement.execute("UPDATE h.state SET position = position + 1");
    }
  }
}
