package dev.promontory.server.books;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.server.client.ApiClient;
import dev.promontory.server.client.Credentials;
import dev.promontory.server.client.Management;
import dev.promontory.testkit.process.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// The books of a whole server: by HTTP, and verified by a process of their own, beside the server
/// and after it.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BooksIT {
  @TempDir private static Path folder;
  private static ServerProcess server;
  private static ApiClient client;
  private static long wallet;

  @BeforeAll
  static void start() throws IOException {
    server = ServerProcess.start(folder, Map.of("PROMONTORY_CLOCK", "test"), List.of());
    client =
        new ApiClient(
            server.address(), new Credentials(ServerProcess.ACCOUNT_ID, ServerProcess.PASSCODE));
    var user = Map.of("type", "profile", "identity", "ann", "profileData", Map.of("Name", "Ann"));
    client.post("/1/upload", Map.of("d", List.of(user))).orThrow();
    wallet = new Management(client).createWallet(Map.of("name", "W", "pointsName", "Points"));
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  @Test
  @Order(1)
  void empty_books_have_no_checkpoint_and_are_not_reconciled_yet() throws IOException {
    assertThat(client.get("/api/v1/books/checkpoints").json().path("items")).isEmpty();
    assertThat(client.post("/api/v1/books/checkpoints").json().path("type").asString())
        .isEqualTo("/problems/nothing-to-seal");
    assertThat(client.get("/api/v1/books/reconciliation").json().path("type").asString())
        .isEqualTo("/problems/not-reconciled");
    assertThat(client.get("/metrics").body()).contains("promontory_books_discrepancies NaN");
  }

  @Test
  @Order(2)
  void checkpoints_are_made_once_per_change_and_listed() throws IOException {
    adjust("credit", 100, "hello \uD83C\uDF81 <b>");
    var first = client.post("/api/v1/books/checkpoints");
    var same = client.post("/api/v1/books/checkpoints");
    adjust("debit", 30, "bye");
    var second = client.post("/api/v1/books/checkpoints");

    assertThat(first.status()).isEqualTo(201);
    assertThat(same.status()).isEqualTo(200);
    assertThat(same.json()).isEqualTo(first.json());
    assertThat(first.json().path("hash").asString()).matches("[0-9a-f]{64}");
    assertThat(second.json().path("number").asLong()).isEqualTo(2);
    var page = client.get("/api/v1/books/checkpoints?limit=1").json();
    assertThat(page.path("items").get(0)).isEqualTo(second.json());
    var next =
        client.get(
            "/api/v1/books/checkpoints?limit=1&cursor=" + page.path("nextCursor").asString());
    assertThat(next.json().path("items").get(0)).isEqualTo(first.json());
    assertThat(first.json().propertyNames()).containsExactlyInAnyOrder("number", "at", "hash");
    assertThat(client.get("/metrics").body()).contains("promontory_books_checkpoint 2.0");
  }

  @Test
  @Order(3)
  void a_reconciliation_tells_what_came_and_went_in_each_wallet() throws IOException {
    var result = client.post("/api/v1/books/reconciliation").orThrow().json();

    assertThat(result.path("discrepancies").asLong()).isZero();
    assertThat(result.path("balances").asLong()).isOne();
    var line = result.path("wallets").get(0);
    assertThat(line.path("walletId").asLong()).isEqualTo(wallet);
    assertThat(line.path("issued").asInt()).isEqualTo(100);
    assertThat(line.path("removed").asInt()).isEqualTo(30);
    assertThat(line.path("active").asInt()).isEqualTo(70);
    assertThat(line.path("difference").asInt()).isZero();
    assertThat(client.get("/api/v1/books/reconciliation").json()).isEqualTo(result);
    assertThat(client.get("/metrics").body()).contains("promontory_books_discrepancies 0.0");
  }

  @Test
  @Order(4)
  void l1_the_server_logs_in_as_a_user_who_owns_nothing() throws Exception {
    assertThat(
            ask(
                """
                SELECT string_agg(DISTINCT usename, ',')
                  FROM pg_stat_activity
                 WHERE application_name = 'promontory'
                """))
        .isEqualTo("promontory_app");
    assertThat(ask("SELECT rolsuper FROM pg_roles WHERE rolname = 'promontory_app'"))
        .isEqualTo("f");
  }

  @Test
  @Order(5)
  void verify_finds_nothing_beside_the_running_server_and_a_tampered_entry_after_it()
      throws Exception {
    var beside = verify();
    assertThat(beside.text()).contains("chains             OK").contains("newest checkpoint: 2 of");
    assertThat(beside.text()).doesNotContain("warning").doesNotContain("FAULT");
    assertThat(beside.status()).isZero();

    execute(
        """
        ALTER TABLE entry DISABLE TRIGGER tr_entry_immutable;
        UPDATE entry SET source = 1 WHERE sequence = 2;
        ALTER TABLE entry ENABLE TRIGGER tr_entry_immutable
        """);
    server.stop();

    var after = verify();
    assertThat(after.text())
        .containsPattern(
            "wallet %d, user \\d+, entry 2: its hash does not follow".formatted(wallet))
        .contains("the books cannot be trusted");
    assertThat(after.status()).isOne();
  }

  private static void adjust(String type, int points, String description) throws IOException {
    client
        .post(
            "/api/v1/wallets/%d/adjustments".formatted(wallet),
            Map.of("identity", "ann", "type", type, "points", points, "description", description))
        .orThrow();
  }

  private record Printed(int status, String text) {}

  private static Printed verify() throws Exception {
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.promontory.server.Main",
                "verify")
            .redirectErrorStream(true);
    builder.environment().put("PROMONTORY_DATA", folder.toString());
    var process = builder.start();
    var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Printed(process.waitFor(), text);
  }

  private static String ask(String query) throws SQLException, IOException {
    try (var connection = DriverManager.getConnection(url());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void execute(String sql) throws SQLException, IOException {
    try (var connection = DriverManager.getConnection(url());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// As the owner.
  private static String url() throws IOException {
    var postgres = folder.resolve("postgres");
    var port = Files.readAllLines(postgres.resolve("cluster-18/postmaster.pid")).get(3).strip();
    return "jdbc:postgresql://127.0.0.1:%s/promontory?user=promontory&password=%s"
        .formatted(port, Files.readString(postgres.resolve("password")).strip());
  }
}
