package dev.promontory.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the figures were measured on.
final class Machine {
  private static final Path CPU = Path.of("/proc/cpuinfo");
  private static final Path MEMORY = Path.of("/proc/meminfo");

  private Machine() {}

  static Result described(Result result, Settings settings) throws IOException {
    return result
        .with("scale", settings.scale().word())
        .with("seed", settings.seed())
        .with("processors", Runtime.getRuntime().availableProcessors())
        .with("processor", field(CPU, "model name"))
        .with("memory", field(MEMORY, "MemTotal"))
        .with("java", Runtime.version().toString());
  }

  /// The value of the first line `name : value`, or `unknown` where there is no such file or line.
  private static String field(Path file, String name) throws IOException {
    if (!Files.exists(file)) {
      return "unknown";
    }
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    }
  }
}
