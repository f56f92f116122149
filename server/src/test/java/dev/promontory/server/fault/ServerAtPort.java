package dev.promontory.server.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.server.client.ApiClient;
import dev.promontory.server.client.Credentials;
import dev.promontory.server.client.Management;
import dev.promontory.testkit.process.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/// A server that comes back on the same port after it was killed. Belongs to one thread; the client
/// may be used by many.
final class ServerAtPort implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /// What is rebuilt from the log when it is gone.
  private static final Pattern DERIVED = Pattern.compile("history.*|live");

  private final Path data;
  private final Map<String, String> environment;
  private final ApiClient client;
  private ServerProcess process;

  ServerAtPort(Path data, Map<String, String> environment) throws IOException {
    int port = freePort();
    this.data = data;
    this.environment = new HashMap<>(environment);
    this.environment.put("PROMONTORY_PORT", Integer.toString(port));
    this.client =
        new ApiClient(
            URI.create("http://localhost:" + port),
            new Credentials(ServerProcess.ACCOUNT_ID, ServerProcess.PASSCODE));
    this.process = ServerProcess.start(data, this.environment, List.of());
  }

  ApiClient client() {
    return client;
  }

  Management api() {
    return new Management(client);
  }

  /// Makes a wallet that rounds down.
  long createWallet(int decimals) throws IOException {
    return api()
        .createWallet(
            Map.of(
                "name",
                "Points",
                "pointsName",
                "Points",
                "rounding",
                Map.of("decimals", decimals, "mode", "down")));
  }

  ServerProcess process() {
    return process;
  }

  /// Kills it with no warning and starts it again.
  void crash() throws IOException {
    process.kill();
    process = ServerProcess.start(data, environment, List.of());
  }

  /// Kills it again and again while a load goes on, at drawn moments of it, until all is
  /// acknowledged.
  ///
  /// @param uploads how many the load has
  void crashUnder(Load load, int uploads, int rounds, SplittableRandom random) throws Exception {
    int step = uploads / (rounds + 1);
    for (int round = 0; round < rounds; round++) {
      int killAt = round * step + random.nextInt(step / 2, step);
      Until.holds("upload " + killAt, PATIENCE, () -> load.acknowledged() >= killAt);
      crash();
    }
    load.awaitDone();
  }

  /// Stops it in order, deletes everything that is derived from the database, and starts it again.
  void restartWithoutDerived() throws IOException {
    process.stop();
    var derived = derived();
    assertThat(derived).as("what is derived").hasSizeGreaterThanOrEqualTo(2);
    for (var each : derived) {
      delete(each);
    }
    process = ServerProcess.start(data, environment, List.of());
  }

  private List<Path> derived() throws IOException {
    try (var files = Files.list(data)) {
      return files
          .filter(file -> DERIVED.matcher(file.getFileName().toString()).matches())
          .toList();
    }
  }

  private static void delete(Path path) throws IOException {
    try (var all = Files.walk(path)) {
      for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  @Override
  public void close() {
    client.close();
    process.close();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
