package dev.promontory.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole program as a process of its own, as a person starts it.
class MainIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Pattern READY =
      Pattern.compile("promontory ready at (http://localhost:\\d+)");
  private static final int TERMINATED = 143;
  private static final long PATIENCE_SECONDS = 60;

  @TempDir private Path data;

  @Test
  void a_first_start_prints_credentials_that_work_and_a_second_start_keeps_silent()
      throws Exception {
    String accountId;
    String passcode;
    try (var program = new Program(Map.of("PROMONTORY_DATA", data.toString()))) {
      accountId = program.printed("promontory account id (\\S+)");
      passcode = program.printed("promontory passcode (\\S+) .*");
      assertThat(program.printed("promontory console user (\\S+)")).isEqualTo("admin@localhost");
      assertThat(program.printed("promontory console password (\\S+) .*")).hasSize(40);
      assertThat(program.status("/health/ready", accountId, "")).isEqualTo(200);
      assertThat(program.status("/metrics", accountId, passcode)).isEqualTo(200);
      assertThat(program.status("/metrics", accountId, "wrong")).isEqualTo(401);
      assertThat(program.terminate()).isEqualTo(TERMINATED);
    }
    try (var program = new Program(Map.of("PROMONTORY_DATA", data.toString()))) {
      assertThat(program.lines).hasSize(1);
      assertThat(program.status("/metrics", accountId, passcode)).isEqualTo(200);
    }
  }

  @Test
  void credentials_that_were_given_are_not_printed() throws Exception {
    var environment =
        Map.of(
            "PROMONTORY_DATA", data.toString(),
            "PROMONTORY_ACCOUNT_ID", "ACME",
            "PROMONTORY_PASSCODE", "open sesame",
            "PROMONTORY_ADMIN_EMAIL", "ann@example.org",
            "PROMONTORY_ADMIN_PASSWORD", "swordfish");
    try (var program = new Program(environment)) {
      assertThat(String.join("\n", program.lines))
          .contains("ACME", "ann@example.org")
          .doesNotContain("open sesame", "swordfish");
      assertThat(program.status("/metrics", "ACME", "open sesame")).isEqualTo(200);
    }
  }

  @Test
  void a_mistake_in_the_environment_is_one_sentence_and_no_stack_trace() throws Exception {
    var process = start(Map.of("PROMONTORY_PROT", "1"));

    assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(
            "promontory: the variable PROMONTORY_PROT is unknown; is PROMONTORY_PORT meant?\n");
    assertThat(process.waitFor()).isEqualTo(1);
  }

  @Test
  void a_taken_port_is_found_before_anything_is_begun() throws Exception {
    try (var taken = new ServerSocket(0)) {
      var port = Integer.toString(taken.getLocalPort());
      var environment = Map.of("PROMONTORY_PORT", port, "PROMONTORY_DATA", data.toString());
      var process = start(environment);

      assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo(
              "promontory: TCP port %s cannot be used (Address already in use); choose another PROMONTORY_PORT\n"
                  .formatted(port));
      assertThat(process.waitFor()).isEqualTo(1);
      assertThat(data).isEmptyDirectory();
    }
  }

  private static Process start(Map<String, String> environment) throws IOException {
    var builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-Xmx256m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "start");
    builder.environment().keySet().removeIf(name -> name.startsWith("PROMONTORY_"));
    builder.environment().put("PROMONTORY_PORT", "0");
    builder.environment().putAll(environment);
    return builder.start();
  }

  /// A server that is ready, with what it printed until then.
  private static final class Program implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final List<String> lines = new ArrayList<>();
    private final String address;

    Program(Map<String, String> environment) throws IOException {
      process = start(environment);
      output = process.inputReader();
      address = awaitReady();
    }

    private String awaitReady() throws IOException {
      for (var line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
        var ready = READY.matcher(line);
        if (ready.matches()) {
          return ready.group(1);
        }
      }
      throw new AssertionError(
          new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    String printed(String pattern) {
      return lines.stream()
          .map(Pattern.compile(pattern)::matcher)
          .filter(Matcher::matches)
          .map(match -> match.group(1))
          .findFirst()
          .orElseThrow(() -> new AssertionError(pattern + " is not in " + lines));
    }

    int status(String path, String accountId, String passcode) throws Exception {
      var request =
          HttpRequest.newBuilder(URI.create(address + path))
              .header("X-CleverTap-Account-Id", accountId)
              .header("X-CleverTap-Passcode", passcode)
              .build();
      return HTTP.send(request, BodyHandlers.discarding()).statusCode();
    }

    int terminate() {
      process.toHandle().destroy();
      return process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join().exitValue();
    }

    @Override
    public void close() {
      if (process.isAlive()) {
        terminate();
      }
    }
  }
}
