package dev.promontory.bench;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// PostgreSQL's own benchmark, on a database with the settings of the one that the server embeds.
final class PgBench {
  /// TPC-B, as pgbench has it, with prepared statements and no vacuum first.
  static final String COMMAND = "pgbench -n -M prepared";

  private static final int CLIENTS = 32;
  private static final int BRANCHES = 64;
  private static final int THREADS = 2;
  private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");

  private PgBench() {}

  /// TPC-B: fills a database, twice as many branches as clients so that they rarely wait for one
  /// another, and runs for a while.
  ///
  /// @return transactions per second
  /// @throws IOException if there is no pgbench on this machine, or it fails
  static double tpcB(Settings settings) throws IOException {
    try (var database = BenchDatabase.start(settings.folder().resolve("tpc-b"))) {
      int branches = settings.size(BRANCHES, 2);
      pgbench(database, List.of("-i", "-q", "-s", Integer.toString(branches)));
      return run(database, settings.size(CLIENTS, 4), settings.size(30, 2), List.of());
    }
  }

  /// Runs transactions for a while.
  ///
  /// @param more arguments, such as a script in place of TPC-B
  /// @return transactions per second
  /// @throws IOException if there is no pgbench on this machine, or it fails, or a transaction does
  static double run(BenchDatabase database, int clients, int seconds, List<String> more)
      throws IOException {
    var arguments = new ArrayList<>(List.of("-n", "-M", "prepared"));
    arguments.addAll(List.of("-c", Integer.toString(clients), "-j", Integer.toString(THREADS)));
    arguments.addAll(List.of("-T", Integer.toString(seconds)));
    arguments.addAll(more);
    var output = pgbench(database, arguments);
    var rate = RATE.matcher(output);
    if (!rate.find()) {
      throw new IOException("pgbench said: " + output);
    }
    return Double.parseDouble(rate.group(1));
  }

  private static String pgbench(BenchDatabase database, List<String> arguments) throws IOException {
    var uri = URI.create(database.url().substring("jdbc:".length()));
    var command = new ArrayList<>(List.of("pgbench", "-h", uri.getHost()));
    command.addAll(List.of("-p", Integer.toString(uri.getPort()), "-U", database.user()));
    command.addAll(arguments);
    command.add(uri.getPath().substring(1));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PGPASSWORD", database.password());
    var process = started(builder);
    try (var output = process.inputReader()) {
      var text = output.readAllAsString();
      if (process.waitFor() != 0) {
        throw new IOException("pgbench failed: " + text);
      }
      return text;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static Process started(ProcessBuilder builder) throws IOException {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new IOException(
          "the baseline needs pgbench on the PATH (on Debian: postgresql-contrib)", e);
    }
  }
}
