package dev.promontory.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class TestDatabaseIT {
  @Test
  void the_tests_run_on_postgresql_18_in_an_awkward_zone() throws SQLException {
    var source = TestDatabase.fresh("set_up");

    assertThat(ask(source, "SHOW server_version")).startsWith("18.");
    assertThat(ask(source, "SHOW server_encoding")).isEqualTo("UTF8");
    assertThat(ask(source, "SHOW timezone")).isEqualTo("Pacific/Chatham");
  }

  @Test
  void every_fresh_database_is_empty_and_its_own() throws SQLException {
    var first = TestDatabase.fresh("twin");
    var second = TestDatabase.fresh("twin");

    try (var connection = first.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE only_here (id bigint)");
    }

    assertThat(ask(first, "SELECT to_regclass('only_here')")).isEqualTo("only_here");
    assertThat(ask(second, "SELECT coalesce(to_regclass('only_here')::text, 'none')"))
        .isEqualTo("none");
  }

  private static String ask(DataSource source, String query) throws SQLException {
    try (var connection = source.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
