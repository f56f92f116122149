package dev.promontory.server.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One run of PostgreSQL, from start to exit, with the shell beside it that stops it when this JVM
/// ends.
final class Postmaster {
  private static final String READY = "database system is ready to accept connections";
  private static final long READY_TIMEOUT_SECONDS = 600;
  private static final long STOP_TIMEOUT_SECONDS = 60;

  /// Runs its arguments and waits for them to end. When standard input ends, which only this JVM
  /// holds open, it asks PostgreSQL for a fast shutdown, after 30 s for an immediate one, at last
  /// kills it. Signals meant for the server (Ctrl-C, a service manager's TERM to all) leave it
  /// alone: the server stops PostgreSQL itself, after its own work.
  private static final String WATCH =
      """
      trap '' INT TERM HUP
      exec 3<&0 </dev/null
      "$@" 3<&- &
      postgres=$!
      {
        while read -r _; do :; done <&3
        for signal in INT QUIT KILL; do
          kill -$signal "$postgres" || exit
          for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
            sleep 1
            kill -0 "$postgres" || exit
          done
        done
      } >/dev/null 2>&1 &
      watch=$!
      exec 3<&-
      wait "$postgres"
      status=$?
      kill -KILL "$watch" 2>/dev/null
      exit "$status"
      """;

  private final Process process;
  private final BoundedLog log;
  private final CountDownLatch readyOrGone = new CountDownLatch(1);
  private volatile boolean ready;

  private Postmaster(Process process, BoundedLog log) {
    this.process = process;
    this.log = log;
  }

  /// Starts PostgreSQL and returns when it accepts connections; after a crash that is when it has
  /// recovered.
  ///
  /// @throws StartFailure when it ends before that, with the last lines it wrote
  static Postmaster start(List<String> command, PostgresUser user, BoundedLog log)
      throws IOException {
    var watched = new ArrayList<>(List.of("sh", "-c", WATCH, "sh"));
    watched.addAll(command);
    var all = new ArrayList<>(List.of("setsid"));
    all.addAll(user.command(watched));
    var postmaster = new Postmaster(new ProcessBuilder(all).redirectErrorStream(true).start(), log);
    Thread.ofVirtual().name("postgres-log").start(postmaster::copyLog);
    postmaster.awaitReady();
    return postmaster;
  }

  /// Waits until PostgreSQL ends, by itself or stopped.
  ///
  /// @return its exit status
  int awaitExit() throws InterruptedException {
    return process.waitFor();
  }

  /// Stops PostgreSQL: open transactions are rolled back, what is committed is written to its
  /// place.
  void stop() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("PostgreSQL did not stop within %d s".formatted(STOP_TIMEOUT_SECONDS));
    }
  }

  private void awaitReady() throws IOException {
    try {
      if (!readyOrGone.await(READY_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        stop();
      }
      if (!ready) {
        throw new StartFailure("PostgreSQL did not start; its last words:\n" + log.tail());
      }
    } catch (InterruptedException e) {
      process.getOutputStream().close();
      Thread.currentThread().interrupt();
      throw new StartFailure("interrupted while PostgreSQL started", e);
    }
  }

  private void copyLog() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        log.append(line);
        if (line.contains(READY)) {
          ready = true;
          readyOrGone.countDown();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      readyOrGone.countDown();
    }
  }
}
