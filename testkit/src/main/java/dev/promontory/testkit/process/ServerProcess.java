package dev.promontory.testkit.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A server started with this program's class path, on a free port. Safe for several threads.
public final class ServerProcess implements AutoCloseable {
  /// The account and passcode it gets at its first start.
  public static final String ACCOUNT_ID = "TEST-ACCOUNT";

  public static final String PASSCODE = "test-passcode-0123456789";

  private static final String MAIN = "dev.promontory.server.Main";
  private static final String READY = "promontory ready at ";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int MAX_KEPT_LINES = 500;

  private final Process process;
  private final Deque<String> lastLines = new ArrayDeque<>();
  private final CompletableFuture<URI> address = new CompletableFuture<>();
  private final Thread reader;

  private ServerProcess(Process process) {
    this.process = process;
    this.reader = Thread.ofPlatform().daemon().name("server-output").start(this::read);
  }

  /// Starts a server and returns when it is ready.
  ///
  /// @param data its data folder, made if it is not there
  /// @param environment more variables, such as `PROMONTORY_CLOCK`
  /// @param jvmFlags more flags of its Java machine
  /// @throws IllegalStateException if it ends before it is ready, or takes more than three minutes;
  ///   the message holds what it printed
  public static ServerProcess start(
      Path data, Map<String, String> environment, List<String> jvmFlags) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xms640m", "-Xmx640m", "-XX:MaxGCPauseMillis=25", "-XX:MaxTenuringThreshold=1"));
    command.add("-XX:MaxDirectMemorySize=128m");
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(jvmFlags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN, "start"));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PROMONTORY_PORT", "0");
    builder.environment().put("PROMONTORY_DATA", data.toString());
    builder.environment().put("PROMONTORY_ACCOUNT_ID", ACCOUNT_ID);
    builder.environment().put("PROMONTORY_PASSCODE", PASSCODE);
    builder.environment().putAll(environment);
    var server = new ServerProcess(builder.start());
    server.awaitReady();
    return server;
  }

  /// Where it serves, such as `http://localhost:41234`.
  public URI address() {
    return address.join();
  }

  public long pid() {
    return process.pid();
  }

  /// Its child processes now, PostgreSQL with all of its own among them.
  public List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  /// The last lines it printed.
  public String output() {
    synchronized (lastLines) {
      return String.join("\n", lastLines);
    }
  }

  /// Ends it at once, as `kill -9` does, and returns when it is gone.
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /// Asks it to stop, as SIGTERM does, and returns when it has.
  ///
  /// @return its exit status
  public int stop() {
    process.destroy();
    awaitEnd();
    return process.exitValue();
  }

  /// Stops it if it still runs; kills it if it does not stop within three minutes.
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException _) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  private void awaitReady() throws IOException {
    try {
      address.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      kill();
      throw new IllegalStateException("the server did not become ready:\n" + output(), e);
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the server started", e);
    }
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("the server does not stop:\n" + output());
      }
      reader.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the server stopped", e);
    }
  }

  private void read() {
    try (BufferedReader lines = process.inputReader()) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        keep(line);
        int at = line.indexOf(READY);
        if (at >= 0) {
          address.complete(URI.create(line.substring(at + READY.length()).strip()));
        }
      }
      address.completeExceptionally(new IOException("it ended"));
    } catch (IOException e) {
      address.completeExceptionally(e);
    }
  }

  private void keep(String line) {
    synchronized (lastLines) {
      if (lastLines.size() == MAX_KEPT_LINES) {
        lastLines.removeFirst();
      }
      lastLines.addLast(line);
    }
  }
}
