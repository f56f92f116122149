package dev.promontory.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long POLL_NANOS = 20_000_000;

  @TempDir private Path folder;

  @Test
  void what_is_stored_is_there_after_a_restart_and_the_settings_are_durable() throws Exception {
    try (var data = DataFolder.open(folder)) {
      try (var postgres = EmbeddedPostgres.start(data);
          var connection = connect(postgres)) {
        assertThat(ask(connection, "SHOW fsync")).isEqualTo("on");
        assertThat(ask(connection, "SHOW synchronous_commit")).isEqualTo("on");
        assertThat(ask(connection, "SHOW full_page_writes")).isEqualTo("on");
        assertThat(ask(connection, "SHOW server_encoding")).isEqualTo("UTF8");
        assertThat(ask(connection, "SHOW data_checksums")).isEqualTo("on");
        assertThat(ask(connection, "SHOW server_version") + ".0")
            .isEqualTo(PostgresBinaries.version());
        execute(connection, "CREATE TABLE kept AS SELECT 'Grüße 🎁' AS word");
      }
      try (var postgres = EmbeddedPostgres.start(data);
          var connection = connect(postgres)) {
        assertThat(ask(connection, "SELECT word FROM kept")).isEqualTo("Grüße 🎁");
      }
    }
  }

  @Test
  void a_further_setting_holds_where_ours_says_something_else() throws Exception {
    try (var data = DataFolder.open(folder);
        var postgres = EmbeddedPostgres.start(data, List.of("max_connections=77"));
        var connection = connect(postgres)) {
      assertThat(ask(connection, "SHOW max_connections")).isEqualTo("77");
      assertThat(ask(connection, "SHOW fsync")).isEqualTo("on");
    }
  }

  @Test
  void nobody_connects_without_the_password_and_only_the_owner_can_read_it() throws Exception {
    try (var data = DataFolder.open(folder);
        var postgres = EmbeddedPostgres.start(data)) {
      assertThatThrownBy(
              () -> DriverManager.getConnection(postgres.url(), postgres.userName(), "wrong"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
      var permissions = Files.getPosixFilePermissions(folder.resolve("postgres/password"));
      assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rw-------");
    }
  }

  @Test
  void a_second_server_on_the_same_folder_is_refused() {
    try (var _ = DataFolder.open(folder)) {
      assertThatThrownBy(() -> DataFolder.open(folder))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("in use by another Promontory (process %d)", pid());
    }
    try (var again = DataFolder.open(folder)) {
      assertThat(again.path()).isEqualTo(folder);
    }
  }

  @Test
  void after_kill_9_no_postgres_is_left_and_no_committed_row_is_lost() throws Exception {
    var program = startProgram();
    long said = 0;
    try (var lines = program.inputReader()) {
      while (said < 200) {
        said = Long.parseLong(lines.readLine());
      }
      var children = program.descendants().toList();
      assertThat(children).hasSizeGreaterThan(3);
      program.toHandle().destroyForcibly();
      program.waitFor();
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        said = Long.parseLong(line);
      }
      for (var child : children) {
        awaitEnd(child.pid());
      }
    }
    assertThat(rowsAfterRestart()).isBetween(said, said + 1);
  }

  @Test
  void a_start_right_after_kill_9_waits_for_the_earlier_postgres() throws Exception {
    var program = startProgram();
    long said = 0;
    try (var lines = program.inputReader()) {
      while (said < 50) {
        said = Long.parseLong(lines.readLine());
      }
    }
    program.toHandle().destroyForcibly();
    program.waitFor();
    assertThat(rowsAfterRestart()).isGreaterThanOrEqualTo(said);
  }

  @Test
  void a_postgres_that_dies_is_started_again_on_its_port() throws Exception {
    try (var data = DataFolder.open(folder);
        var postgres = EmbeddedPostgres.start(data)) {
      var pid = postmasterPid();
      ProcessHandle.of(pid).orElseThrow().destroyForcibly();
      awaitEnd(pid);
      try (var connection = patientlyConnect(postgres)) {
        assertThat(ask(connection, "SELECT 'back'")).isEqualTo("back");
      }
    }
  }

  @Test
  void a_pid_file_that_names_a_stranger_is_no_obstacle() throws Exception {
    try (var data = DataFolder.open(folder)) {
      EmbeddedPostgres.start(data).close();
      Files.writeString(folder.resolve("postgres/cluster-18/postmaster.pid"), pid() + "\n");
      try (var postgres = EmbeddedPostgres.start(data);
          var connection = connect(postgres)) {
        assertThat(ask(connection, "SELECT 1")).isEqualTo("1");
      }
    }
  }

  @Test
  void where_namespaces_are_forbidden_root_starts_it_as_another_user() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root can become another user");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (var data = DataFolder.open(folder)) {
      try (var postgres = EmbeddedPostgres.start(data, PostgresUser.of("nobody"));
          var connection = connect(postgres)) {
        assertThat(ask(connection, "SELECT 1")).isEqualTo("1");
        assertThat(Files.getOwner(Path.of("/proc/" + postmasterPid())).getName())
            .isEqualTo("nobody");
      }
      EmbeddedPostgres.start(data).close();
    }
  }

  @Test
  void a_folder_that_the_other_user_cannot_reach_is_refused_with_a_way_out() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root can become another user");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    try (var data = DataFolder.open(folder)) {
      assertThatThrownBy(() -> EmbeddedPostgres.start(data, PostgresUser.of("nobody")))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("cannot reach")
          .hasMessageContaining("PROMONTORY_DATA");
    }
  }

  private Process startProgram() throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            CommittingProgram.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private long rowsAfterRestart() throws SQLException {
    try (var data = DataFolder.open(folder);
        var postgres = EmbeddedPostgres.start(data);
        var connection = connect(postgres)) {
      return Long.parseLong(ask(connection, "SELECT count(*) FROM said"));
    }
  }

  private long postmasterPid() throws IOException {
    var lines = Files.readAllLines(folder.resolve("postgres/cluster-18/postmaster.pid"));
    return Long.parseLong(lines.getFirst());
  }

  private static void awaitEnd(long pid) {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (runs(pid)) {
      assertThat(System.nanoTime()).as("process %d still runs", pid).isLessThan(deadline);
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /// A process that ended but that nobody has asked after yet has an empty command line.
  private static boolean runs(long pid) {
    try {
      return !Files.readString(Path.of("/proc", Long.toString(pid), "cmdline")).isEmpty();
    } catch (IOException _) {
      return false;
    }
  }

  private static Connection patientlyConnect(EmbeddedPostgres postgres) throws Exception {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return connect(postgres);
      } catch (SQLException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        LockSupport.parkNanos(POLL_NANOS);
      }
    }
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }

  private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
    return DriverManager.getConnection(postgres.url(), postgres.userName(), postgres.password());
  }

  private static String ask(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
