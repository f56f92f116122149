package dev.promontory.postgres.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.log.AppendBatch;
import dev.promontory.log.AppendResult;
import dev.promontory.log.AppendResult.Unavailable;
import dev.promontory.postgres.Migrations;
import dev.promontory.postgres.PostgresAccounts;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/// The log while connections break and the server goes away: nothing acknowledged is lost, nothing
/// is there twice, and everything goes on by itself.
class PostgresOutageIT {
  private static final LogLimits LIMITS =
      new LogLimits(
          20_000, 64L << 20, 500, 1 << 20, 1_000, Duration.ofSeconds(20), Duration.ofSeconds(5));

  @TempDir private Path folder;

  @Test
  void e1_e2_e4_connections_that_break_at_any_moment_cost_nothing() throws Exception {
    var store = new TestLogStore("cut", LIMITS);
    try (var log = store.open()) {
      var load = new TaggedLoad(log, store.freshAccount());
      var random = new SplittableRandom(1);
      for (int i = 0; i < 20; i++) {
        load.awaitSuccess();
        LockSupport.parkNanos(random.nextLong(5_000_000));
        Sabotage.cutAppender(store.source());
      }
      load.stopAndCheck();
    }
  }

  @Test
  void e1_e2_e4_a_server_that_crashes_refuses_meanwhile_and_costs_nothing() throws Exception {
    int port = freePort();
    var server = start(port);
    var source = source(port);
    Migrations.run(source);
    int account = new PostgresAccounts(source).create("shop", "UTC", "hash").number();
    var one = AppendBatch.of(List.of(Records.event(account, "ann", 1)));
    try (var log = PostgresEventLog.open(source, LIMITS)) {
      var load = new TaggedLoad(log, account);
      for (int i = 0; i < 3; i++) {
        load.awaitSuccess();
        crash();
        load.awaitRefusal();
        assertRefusedForCertain(log.append(one));
        server.close();
        server = start(port);
        load.awaitSuccess();
      }
      load.stopAndCheck();
    } finally {
      server.close();
    }
  }

  private static void assertRefusedForCertain(AppendResult answer) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            Unavailable.class,
            refusal -> {
              assertThat(refusal.uncertain()).isFalse();
              assertThat(refusal.diskFull()).isFalse();
              assertThat(refusal.reason()).startsWith("The database is unavailable: ");
            });
  }

  private EmbeddedPostgres start(int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setPort(port)
        .setDataDirectory(folder.resolve("data"))
        .setCleanDataDirectory(false)
        .setLocaleConfig("encoding", "UTF8")
        .start();
  }

  /// Ends the server as a power cut does.
  private void crash() throws IOException, InterruptedException {
    var pid = Files.readAllLines(folder.resolve("data").resolve("postmaster.pid")).getFirst();
    new ProcessBuilder("kill", "-QUIT", pid).start().waitFor();
  }

  private static DataSource source(int port) {
    var source = new PGSimpleDataSource();
    source.setURL("jdbc:postgresql://localhost:" + port + "/postgres");
    source.setUser("postgres");
    return source;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
