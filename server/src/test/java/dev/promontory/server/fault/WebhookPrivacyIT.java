package dev.promontory.server.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.promontory.server.webhook.Receiver;
import dev.promontory.server.webhook.Receiver.Reaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// S6: nothing of a deleted user stays in what webhooks were told, or were to be told.
class WebhookPrivacyIT {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String PATH = "/api/v1/webhooks";
  private static final String DIARY = "dear-diary";

  @TempDir private static Path folder;
  private static ServerAtPort server;
  private static long wallet;
  private Receiver receiver;

  @BeforeAll
  static void start() throws IOException {
    server = new ServerAtPort(folder, Map.of());
    wallet = server.createWallet(0);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void receive() throws IOException {
    receiver = new Receiver();
  }

  @AfterEach
  void endReceiving() throws IOException {
    for (var hook : server.api().all(PATH, Map.of())) {
      server.client().delete(PATH + "/" + hook.get("id").asLong()).orThrow();
    }
    receiver.close();
  }

  @Test
  void s6_what_was_sent_what_waits_and_what_was_answered_goes_with_the_user() throws Exception {
    // Ann's refused deliveries wait; the answers quote them.
    receiver.react(
        call -> new Reaction(call.body().contains("ann-1") ? 503 : 200, Map.of(), call.body()));
    listen();
    credit("ann-1");
    credit("bob-1");
    credit("cid-1");
    Until.holds("all are recorded", PATIENCE, () -> count("last_note LIKE '%-1%'") == 3);

    delete("ann-1");
    delete("bob-1");

    assertThat(mentions("ann-1")).isZero();
    assertThat(mentions("bob-1")).isZero();
    assertThat(mentions("cid-1")).isOne();
  }

  @Test
  void s6_what_was_logged_before_the_deletion_does_not_bring_the_user_back() throws Exception {
    long id = listen();
    try (var connection = connection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SELECT FROM webhook_feed FOR UPDATE");
      for (int i = 0; i < 5; i++) {
        credit("ann-2");
      }
      Until.holds("somebody queues deliveries", PATIENCE, () -> waiters("webhook_feed") >= 1);
      var deletion = CompletableFuture.runAsync(() -> delete("ann-2"));
      Until.holds(
          "the deletion waits or is done",
          PATIENCE,
          () -> waiters("webhook_feed") >= 2 || deletion.isDone());
      connection.commit();
      deletion.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    credit("cid-2");
    Until.holds("later ones are told", PATIENCE, () -> mentions("cid-2") == 1);

    assertThat(mentions("ann-2")).isZero();
    assertThat(server.client().get(PATH + "/" + id).orThrow().json().get("dropped").asInt())
        .isZero();
  }

  @Test
  void s6_a_deletion_that_was_killed_is_completed_by_its_repeat() throws Exception {
    listen();
    credit("ann-3");
    Until.holds("it is delivered", PATIENCE, () -> count("status = 2") == 1);
    try (var connection = connection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SELECT FROM webhook_delivery FOR UPDATE");
      var killed = CompletableFuture.runAsync(() -> delete("ann-3"));
      Until.holds(
          "the deletion waits", PATIENCE, () -> waiters("webhook_delivery") > 0 || killed.isDone());
      server.crash();
      assertThat(catchThrowable(killed::join)).isNotNull();
    }
    assertThat(mentions("ann-3")).as("it was killed before").isPositive();

    delete("ann-3");

    assertThat(mentions("ann-3")).isZero();
    assertThat(server.client().delete("/api/v1/users/ann-3").status()).isEqualTo(404);
  }

  private long listen() throws IOException {
    var hook = receiver.document("Hook", "points.credited");
    return server.client().post(PATH, hook).orThrow().json().get("id").asLong();
  }

  private static void credit(String identity) throws IOException {
    var user =
        Map.of("type", "profile", "identity", identity, "profileData", Map.of("Name", identity));
    server.client().post("/1/upload", Map.of("d", List.of(user))).orThrow();
    var path = "/1/promo/creditDebit?identity=" + identity + "&walletId=" + wallet;
    var body =
        Map.of("transactionType", "CREDIT", "points", 1, "description", DIARY + " of " + identity);
    assertThat(server.client().post(path, body).orThrow().body()).contains("\"success\"");
  }

  private static void delete(String identity) {
    try {
      server.client().delete("/api/v1/users/" + identity).orThrow();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Deliveries that say something of a user, by identity or description, anywhere.
  private static long mentions(String identity) throws Exception {
    return count("d::text LIKE '%" + identity + "%'");
  }

  private static long count(String condition) throws Exception {
    return ask("SELECT count(*) FROM webhook_delivery AS d WHERE " + condition);
  }

  /// How many wait for somebody who has locked a row, and would change this table.
  private static long waiters(String table) throws Exception {
    return ask(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%"
            + table
            + "%'");
  }

  private static long ask(String query) throws SQLException, IOException {
    try (var connection = connection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static Connection connection() throws SQLException, IOException {
    var postgres = folder.resolve("postgres");
    var port = Files.readAllLines(postgres.resolve("cluster-18/postmaster.pid")).get(3).strip();
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%s/promontory?user=promontory&password=%s"
            .formatted(port, Files.readString(postgres.resolve("password")).strip()));
  }
}
