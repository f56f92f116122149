package dev.promontory.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariConfig;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SilentDatabaseIT {
  @TempDir private Path folder;

  @Test
  @Timeout(60)
  void a_connection_on_which_nothing_comes_is_given_up() throws Exception {
    try (var data = DataFolder.open(folder);
        var postgres = EmbeddedPostgres.start(data);
        var pool = Database.pool(config(postgres), 1);
        var connection = pool.getConnection();
        var statement = connection.createStatement()) {
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> statement.execute("SELECT pg_sleep(50)"))
          .satisfies(failure -> assertThat(failure.getSQLState()).isEqualTo("08006"));
    }
  }

  @Test
  void the_server_gives_a_silent_connection_up_but_for_migrations() throws Exception {
    try (var database = Database.open(folder, null, null)) {
      try (var connection = database.dataSource().getConnection()) {
        assertThat(connection.getNetworkTimeout()).isEqualTo(120_000);
      }
      database.asOwner(
          source -> {
            try (var connection = source.getConnection()) {
              assertThat(connection.getNetworkTimeout()).isZero();
            } catch (SQLException e) {
              throw new IllegalStateException(e);
            }
          });
    }
  }

  private static HikariConfig config(EmbeddedPostgres postgres) {
    var config = new HikariConfig();
    config.setJdbcUrl(postgres.url());
    config.setUsername(postgres.userName());
    config.setPassword(postgres.password());
    return config;
  }
}
