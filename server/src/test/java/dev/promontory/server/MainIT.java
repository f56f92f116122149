package dev.promontory.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.promontory.testkit.process.ServerProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole program as a process of its own, as a person starts it.
class MainIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int TERMINATED = 143;

  /// Set to nothing, which counts as not set.
  private static final Map<String, String> NO_CREDENTIALS =
      Map.of("PROMONTORY_ACCOUNT_ID", "", "PROMONTORY_PASSCODE", "");

  @TempDir private Path data;

  @Test
  void a_first_start_prints_credentials_that_work_and_a_second_start_keeps_silent()
      throws Exception {
    String accountId;
    String passcode;
    try (var server = start(NO_CREDENTIALS)) {
      accountId = printed(server, "promontory account id (\\S+)");
      passcode = printed(server, "promontory passcode (\\S+) .*");
      assertThat(printed(server, "promontory console user (\\S+)")).isEqualTo("admin@localhost");
      assertThat(printed(server, "promontory console password (\\S+) .*")).hasSize(40);
      assertThat(status(server, "/health/ready", accountId, "")).isEqualTo(200);
      assertThat(status(server, "/metrics", accountId, passcode)).isEqualTo(200);
      assertThat(status(server, "/metrics", accountId, "wrong")).isEqualTo(401);
      assertThat(server.stop()).isEqualTo(TERMINATED);
    }
    try (var server = start(NO_CREDENTIALS)) {
      assertThat(server.output().lines().filter(line -> line.startsWith("promontory ")))
          .containsExactly("promontory ready at " + server.address());
      assertThat(status(server, "/metrics", accountId, passcode)).isEqualTo(200);
    }
  }

  @Test
  void credentials_that_were_given_work_and_are_not_printed() throws Exception {
    var given =
        Map.of(
            "PROMONTORY_ADMIN_EMAIL", "ann@example.org",
            "PROMONTORY_ADMIN_PASSWORD", "swordfish");
    try (var server = start(given)) {
      assertThat(server.output())
          .contains(ServerProcess.ACCOUNT_ID, "ann@example.org")
          .doesNotContain(ServerProcess.PASSCODE, "swordfish");
      var status = status(server, "/metrics", ServerProcess.ACCOUNT_ID, ServerProcess.PASSCODE);
      assertThat(status).isEqualTo(200);
    }
  }

  @Test
  void a_mistake_in_the_environment_is_one_sentence_and_no_stack_trace() {
    assertThatThrownBy(() -> start(Map.of("PROMONTORY_PROT", "1")))
        .hasMessageEndingWith(
            "\npromontory: the variable PROMONTORY_PROT is unknown; is PROMONTORY_PORT meant?");
  }

  @Test
  void a_taken_port_is_found_before_anything_is_begun() throws IOException {
    try (var taken = new ServerSocket(0)) {
      var port = Integer.toString(taken.getLocalPort());

      assertThatThrownBy(() -> start(Map.of("PROMONTORY_PORT", port)))
          .hasMessageEndingWith(
              "\npromontory: TCP port %s cannot be used (Address already in use); choose another PROMONTORY_PORT"
                  .formatted(port));
      assertThat(data).isEmptyDirectory();
    }
  }

  private ServerProcess start(Map<String, String> environment) throws IOException {
    return ServerProcess.start(data, environment, List.of());
  }

  private static String printed(ServerProcess server, String pattern) {
    var match = Pattern.compile("(?m)^" + pattern + "$").matcher(server.output());
    assertThat(match.find()).as("%s in %s", pattern, server.output()).isTrue();
    return match.group(1);
  }

  private static int status(ServerProcess server, String path, String accountId, String passcode)
      throws Exception {
    var request =
        HttpRequest.newBuilder(server.address().resolve(path))
            .header("X-CleverTap-Account-Id", accountId)
            .header("X-CleverTap-Passcode", passcode)
            .build();
    return HTTP.send(request, BodyHandlers.discarding()).statusCode();
  }
}
