package dev.promontory.bench;

import dev.promontory.server.client.ApiClient;
import dev.promontory.server.client.Credentials;
import dev.promontory.server.client.Management;
import dev.promontory.testkit.process.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A server in a process of its own on a fresh data folder, with a client and a meter on it.
public final class ServerUnderTest implements AutoCloseable {
  private final ServerProcess process;
  private final ApiClient client;
  private final ProcessMeter meter;

  private ServerUnderTest(ServerProcess process) {
    this.process = process;
    this.client =
        new ApiClient(
            process.address(), new Credentials(ServerProcess.ACCOUNT_ID, ServerProcess.PASSCODE));
    this.meter = new ProcessMeter(process.pid());
  }

  /// Starts one and returns when it is ready.
  public static ServerUnderTest start(Path folder) throws IOException {
    return new ServerUnderTest(ServerProcess.start(folder, Map.of(), List.of()));
  }

  public URI address() {
    return process.address();
  }

  public ApiClient client() {
    return client;
  }

  public ProcessMeter meter() {
    return meter;
  }

  /// The management calls, with the client's credentials.
  public Management management() {
    return new Management(client);
  }

  @Override
  public void close() {
    client.close();
    process.close();
  }
}
