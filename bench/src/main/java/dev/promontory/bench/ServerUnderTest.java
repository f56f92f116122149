package dev.promontory.bench;

import dev.promontory.server.client.ApiClient;
import dev.promontory.server.client.Credentials;
import dev.promontory.testkit.process.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A server in a process of its own on a fresh data folder, with a client and a meter on it.
public final class ServerUnderTest implements AutoCloseable {
  private static final int SETTLING_TIMED_OUT = 504;
  private static final Duration MAX_SETTLING = Duration.ofMinutes(10);

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

  /// Waits until everything acknowledged so far is visible and granted.
  ///
  /// @throws IllegalStateException if that takes more than ten minutes
  public void awaitSettled() throws IOException {
    long deadline = System.nanoTime() + MAX_SETTLING.toNanos();
    var answer = client.get("/api/v1/settled");
    while (answer.status() == SETTLING_TIMED_OUT) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the server does not settle");
      }
      answer = client.get("/api/v1/settled");
    }
    answer.orThrow();
  }

  /// How many users a rule holds for.
  public long estimate(Map<String, ?> rule) throws IOException {
    var answer = client.post("/api/v1/segments/estimate", Map.of("rule", rule)).orThrow();
    return answer.json().get("users").asLong();
  }

  @Override
  public void close() {
    client.close();
    process.close();
  }
}
