package dev.promontory.server.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.testkit.process.ServerProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The PostgreSQL below a server, to be sent signals.
record PostgresProcesses(ServerProcess server) {

  /// Stops all of its processes where they are: connections stay open and nothing answers.
  void freeze() throws IOException, InterruptedException {
    // The first process of all is stopped first, so that it starts no more.
    signal("-STOP", all());
    signal("-STOP", all());
  }

  /// Lets them go on.
  void thaw() throws IOException, InterruptedException {
    signal("-CONT", all());
  }

  /// Ends all of it at once.
  void kill() throws IOException, InterruptedException {
    signal("-KILL", all());
  }

  private List<ProcessHandle> all() {
    var found =
        server.descendants().stream()
            .filter(each -> each.info().command().orElse("").endsWith("/postgres"))
            .toList();
    assertThat(found).as("processes of PostgreSQL").isNotEmpty();
    return found;
  }

  private static void signal(String signal, List<ProcessHandle> processes)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("kill", signal));
    processes.forEach(each -> command.add(Long.toString(each.pid())));
    // A process may have ended since it was found; that is no failure.
    new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
