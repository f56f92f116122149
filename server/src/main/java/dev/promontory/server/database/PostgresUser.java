package dev.promontory.server.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Who PostgreSQL's programs run as. They refuse to run as root, so under root they run either in a
/// user namespace, where root counts as nobody while files stay root's, or, where the system
/// forbids namespaces, as the system's user `postgres` or `nobody`, who then owns the files.
///
/// @param prefix what goes before a program and its arguments; empty for an ordinary user
/// @param owner the system user that must own the files; empty when they are the JVM's user's
///   anyway
record PostgresUser(List<String> prefix, String owner) {
  private static final int ROOT = 0;
  private static final long PROBE_SECONDS = 10;

  PostgresUser {
    prefix = List.copyOf(prefix);
  }

  /// The way that works for the user this JVM runs as.
  static PostgresUser find() throws IOException {
    if (!Integer.valueOf(ROOT).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
      return new PostgresUser(List.of(), "");
    }
    if (succeeds(List.of("unshare", "--user", "true"))) {
      return new PostgresUser(List.of("unshare", "--user"), "root");
    }
    return of(succeeds(List.of("id", "-u", "postgres")) ? "postgres" : "nobody");
  }

  /// An ordinary user of the system, who must be able to reach the data folder.
  static PostgresUser of(String name) throws IOException {
    var lookup = new ProcessBuilder("id", "-g", name).start();
    try (var output = lookup.inputReader()) {
      var group = output.readLine();
      if (group == null) {
        throw new StartFailure(
            "PostgreSQL doesn't run as root, and there is no user %s; start as an ordinary user"
                .formatted(name));
      }
      return new PostgresUser(
          List.of("setpriv", "--reuid=" + name, "--regid=" + group, "--clear-groups"), name);
    }
  }

  /// The command that runs a program as this user.
  List<String> command(List<String> program) {
    var all = new ArrayList<>(prefix);
    all.addAll(program);
    return all;
  }

  /// Hands a folder and all it holds to this user, where that matters.
  ///
  /// @throws StartFailure when the user cannot reach the folder afterwards
  void adopt(Path folder) throws IOException {
    if (owner.isEmpty()) {
      return;
    }
    if (!owner.equals(Files.getOwner(folder).getName())) {
      run(List.of("chown", "-R", owner + ":", folder.toString()));
    }
    if (!succeeds(command(List.of("test", "-w", folder.toString())))) {
      throw new StartFailure(
          "the user %s, as whom PostgreSQL runs under root here, cannot reach %s; choose another PROMONTORY_DATA or start as an ordinary user"
              .formatted(owner, folder));
    }
  }

  private static void run(List<String> command) throws IOException {
    if (!succeeds(command)) {
      throw new StartFailure("this command failed: " + String.join(" ", command));
    }
  }

  private static boolean succeeds(List<String> command) throws IOException {
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return false;
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return false;
    }
    return process.exitValue() == 0;
  }
}
