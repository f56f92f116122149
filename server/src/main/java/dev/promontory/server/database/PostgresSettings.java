package dev.promontory.server.database;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The settings the embedded PostgreSQL runs with. They go on its command line, so what stands here
/// is what holds, whatever an older version wrote into a file.
final class PostgresSettings {
  private static final List<String> SETTINGS =
      List.of(
          // Durability is what the product promises: an acknowledged record is on disk.
          "fsync=on",
          "synchronous_commit=on",
          "full_page_writes=on",
          // Only this machine, only by password.
          "listen_addresses=127.0.0.1",
          "unix_socket_directories=",
          "password_encryption=scram-sha-256",
          "max_connections=50",
          // Sized for a small machine shared with the JVM.
          "shared_buffers=256MB",
          "work_mem=16MB",
          "maintenance_work_mem=128MB",
          "random_page_cost=1.1",
          "jit=off",
          // Rare checkpoints: each one makes the next write of every page go to the WAL in full.
          "checkpoint_timeout=15min",
          "max_wal_size=4GB",
          "min_wal_size=256MB",
          // Answers and logs that don't depend on the machine; statements may hold personal data.
          "timezone=UTC",
          "log_timezone=UTC",
          "lc_messages=C",
          "log_min_error_statement=panic",
          "log_line_prefix=%m [%p] ");

  private PostgresSettings() {}

  /// As arguments of `postgres`.
  ///
  /// @param port TCP port on 127.0.0.1
  /// @param more such as `max_connections=80`; they hold where ours say something else
  static List<String> arguments(int port, List<String> more) {
    var arguments = new ArrayList<String>();
    Stream.concat(SETTINGS.stream(), more.stream())
        .forEach(setting -> arguments.addAll(List.of("-c", setting)));
    arguments.add("-p");
    arguments.add(Integer.toString(port));
    return arguments;
  }
}
