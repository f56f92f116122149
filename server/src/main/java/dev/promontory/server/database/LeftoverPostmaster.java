package dev.promontory.server.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Stops a PostgreSQL of an earlier server that still runs on the same files, most often because
/// that server was killed a moment ago and its PostgreSQL is about to stop.
final class LeftoverPostmaster {
  private static final long FAST_SECONDS = 30;
  private static final long IMMEDIATE_SECONDS = 15;
  private static final long POLL_MILLIS = 20;

  private LeftoverPostmaster() {}

  /// Returns when no PostgreSQL runs on the files of a cluster. The caller holds the data folder's
  /// lock, so nobody else starts one.
  ///
  /// @throws StartFailure when one runs and cannot be stopped
  static void stop(Path cluster) throws IOException {
    var pidFile = cluster.resolve("postmaster.pid");
    var pid = pid(pidFile);
    if (pid == 0) {
      return;
    }
    if (!runsOn(cluster, pid)) {
      // The number may by now belong to some other process, which PostgreSQL would take for its
      // own.
      Files.deleteIfExists(pidFile);
      return;
    }
    if (!ends(cluster, pid, "INT", FAST_SECONDS)
        && !ends(cluster, pid, "QUIT", IMMEDIATE_SECONDS)) {
      throw new StartFailure(
          "a PostgreSQL of an earlier start (process %d) runs on %s and does not stop"
              .formatted(pid, cluster));
    }
  }

  private static long pid(Path pidFile) throws IOException {
    try {
      var lines = Files.readAllLines(pidFile);
      return lines.isEmpty() ? 0 : Long.parseLong(lines.getFirst().strip());
    } catch (NoSuchFileException | NumberFormatException _) {
      return 0;
    }
  }

  /// A process that has ended but whose parent hasn't noticed has an empty command line; one that
  /// is gone has none to read.
  private static boolean runsOn(Path cluster, long pid) {
    try {
      var commandLine = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
      return commandLine.contains("\0" + cluster + "\0");
    } catch (IOException _) {
      return false;
    }
  }

  private static boolean ends(Path cluster, long pid, String signal, long seconds)
      throws IOException {
    new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid).start();
    for (long left = seconds * 1000 / POLL_MILLIS; left > 0; left--) {
      if (!runsOn(cluster, pid)) {
        return true;
      }
      pause();
    }
    return false;
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailure("interrupted while an earlier PostgreSQL stopped", e);
    }
  }
}
