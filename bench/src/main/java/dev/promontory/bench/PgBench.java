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

  private static final int CLIENTS = 64;
  private static final int THREADS = 2;
  private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");

  private PgBench() {}

  /// Fills a database, as many branches as clients so that they rarely wait for one another, and
  /// runs for a while.
  ///
  /// @return transactions per second
  /// @throws IOException if there is no pgbench on this machine, or it fails
  static double run(Settings settings) throws IOException {
    try (var database = BenchDatabase.start(settings.folder().resolve("baseline"))) {
      int branches = settings.size(CLIENTS, 2);
      pgbench(database, List.of("-i", "-q", "-s", Integer.toString(branches)));
      var output =
          pgbench(
              database,
              List.of(
                  "-n",
                  "-M",
                  "prepared",
                  "-c",
                  Integer.toString(settings.size(CLIENTS / 2, 4)),
                  "-j",
                  Integer.toString(THREADS),
                  "-T",
                  Integer.toString(settings.size(30, 2))));
      var rate = RATE.matcher(output);
      if (!rate.find()) {
        throw new IOException("pgbench said: " + output);
      }
      return Double.parseDouble(rate.group(1));
    }
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
