package dev.promontory.server.fault;

import dev.promontory.server.client.ApiClient;
import dev.promontory.server.client.Credentials;
import dev.promontory.server.client.Management;
import dev.promontory.testkit.process.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A server that comes back on the same port after it was killed. Belongs to one thread; the client
/// may be used by many.
final class ServerAtPort implements AutoCloseable {
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

  ServerProcess process() {
    return process;
  }

  /// Kills it with no warning and starts it again.
  void crash() throws IOException {
    process.kill();
    process = ServerProcess.start(data, environment, List.of());
  }

  /// Stops it in order, does something while it is down, and starts it again.
  void restart(Runnable meanwhile) throws IOException {
    process.stop();
    meanwhile.run();
    process = ServerProcess.start(data, environment, List.of());
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
