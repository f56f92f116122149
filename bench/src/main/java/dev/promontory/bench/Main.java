package dev.promontory.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// Runs benchmark scenarios: `./promontory bench [name…] [--scale small|full] [--seed N]`.
public final class Main {
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  private final List<Scenario> scenarios;
  private final PrintStream out;

  Main(List<Scenario> scenarios, PrintStream out) {
    this.scenarios = scenarios;
    this.out = out;
  }

  /// Ends with status 0 when every scenario ran, 1 when one failed, 2 when the command line is
  /// wrong. A missed target is shown and is not a failure: figures belong to the machine they come
  /// from.
  static void main(String[] words) throws IOException {
    var status = new Main(Scenarios.all(), System.out).run(List.of(words));
    System.exit(status);
  }

  int run(List<String> words) throws IOException {
    Arguments arguments;
    List<Scenario> chosen;
    try {
      arguments = Arguments.parse(words);
      chosen = chosen(arguments.names());
    } catch (IllegalArgumentException e) {
      out.println(e.getMessage());
      return MISUSED;
    }
    var results = new ArrayList<Result>();
    for (var scenario : chosen) {
      run(scenario, arguments, results);
    }
    out.println();
    out.print(ResultTable.of(results));
    return results.size() == chosen.size() ? OK : FAILED;
  }

  private List<Scenario> chosen(List<String> names) {
    return names.isEmpty() ? scenarios : names.stream().map(this::named).toList();
  }

  private Scenario named(String name) {
    return scenarios.stream()
        .filter(scenario -> scenario.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(unknown(name)));
  }

  private String unknown(String name) {
    return scenarios.stream()
        .map(scenario -> "  %-8s %s".formatted(scenario.name(), scenario.title()))
        .collect(Collectors.joining("\n", "there is no scenario " + name + "; there are:\n", ""));
  }

  private void run(Scenario scenario, Arguments arguments, List<Result> results)
      throws IOException {
    out.println(scenario.name() + ": " + scenario.title());
    var folder = Files.createTempDirectory("promontory-bench-" + scenario.name() + "-");
    try {
      var settings = new Settings(arguments.scale(), arguments.seed(), folder, out);
      var result = Machine.described(scenario.run(settings), settings);
      results.add(result);
      out.println("  → " + ResultFile.write(result, arguments.results()));
    } catch (Exception e) {
      out.println("  failed: " + e);
      e.printStackTrace(out);
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(Main::deleteFile);
    }
  }

  private static void deleteFile(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
