package dev.promontory.server;

import dev.promontory.server.Config.FirstAccount;
import dev.promontory.server.Config.FirstAdmin;
import dev.promontory.server.access.Secret;
import dev.promontory.server.client.ApiClient;
import dev.promontory.server.client.Credentials;
import dev.promontory.server.database.DataFolder;
import dev.promontory.server.database.StartFailure;
import dev.promontory.server.demo.Demo;
import dev.promontory.server.demo.FreshFolder;
import dev.promontory.server.demo.Steps;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;

/// `./promontory demo`: a server of its own, with the embedded database on a fresh folder, and the
/// demo on it.
final class DemoCommand {
  private static final String ACCOUNT_ID = "DEMO";
  private static final String ADMIN_EMAIL = "demo@localhost";

  private final Config asked;
  private final PrintStream out;
  private final InstantSource clock;

  /// A demo that has not begun.
  ///
  /// @param asked what the environment says: port, data folder and credentials are taken from it
  DemoCommand(Config asked, PrintStream out, InstantSource clock) {
    this.asked = asked;
    this.out = out;
    this.clock = clock;
  }

  /// Runs the demo and keeps serving until this thread is interrupted.
  ///
  /// @param terminal whether the output is a terminal
  /// @param programStart when this program began
  /// @throws StartFailure if the server cannot be started
  /// @throws IllegalStateException if the demo does not come out as it must
  void run(boolean terminal, Instant programStart) throws IOException, InterruptedException {
    var secret = Secret.generated(new SecureRandom());
    var credentials = credentials(secret);
    var config = config(credentials, secret);
    try (var server = new Server(config, silent()).start();
        var client = new ApiClient(address(server), credentials)) {
      var took = Duration.between(programStart, clock.instant());
      tell(new Demo(client, credentials, new Steps(out, terminal), clock), took, config.data());
    }
  }

  private static void tell(Demo demo, Duration serverStart, Path data)
      throws IOException, InterruptedException {
    try {
      demo.run(serverStart, data).run();
    } finally {
      // The server would take the interruption for its own and not stop in order.
      Thread.interrupted();
    }
  }

  private Credentials credentials(String secret) {
    var id = asked.account().id();
    var passcode = asked.account().passcode();
    return new Credentials(id == null ? ACCOUNT_ID : id, passcode == null ? secret : passcode);
  }

  /// The demo's rule counts days in UTC, and its database is its own.
  private Config config(Credentials credentials, String secret) throws IOException {
    return new Config(
        freePort(),
        freshFolder(),
        Config.DatabaseUrls.EMBEDDED,
        new FirstAccount(credentials.accountId(), credentials.passcode(), ZoneOffset.UTC),
        new FirstAdmin(ADMIN_EMAIL, secret),
        Config.ClockKind.SYSTEM,
        asked.log(),
        asked.webhookPrivateTargets());
  }

  private Path freshFolder() throws IOException {
    var folder = asked.data().resolve(FreshFolder.NAME);
    if (Files.exists(folder)) {
      // Another demo may be running in it.
      DataFolder.open(folder).close();
    }
    return FreshFolder.in(asked.data());
  }

  /// The port asked for, or any other if that is taken: the demo should run beside a server.
  private int freePort() {
    try (var _ = new ServerSocket(asked.port())) {
      return asked.port();
    } catch (IOException _) {
      return 0;
    }
  }

  private static URI address(Server server) {
    return URI.create("http://localhost:" + server.port());
  }

  /// The demo prints by itself what a server prints at its start.
  private static PrintStream silent() {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }
}
