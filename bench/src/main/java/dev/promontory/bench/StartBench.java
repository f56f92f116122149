package dev.promontory.bench;

import dev.promontory.testkit.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Starting a server until it is ready, with the flags of `./promontory start`: for the first time,
/// which makes a database, and later.
final class StartBench implements Scenario {
  private static final double NANOS = 1e9;
  private static final double TARGET_FIRST_SECONDS = 6;
  private static final double TARGET_LATER_SECONDS = 3;

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String title() {
    return "start to ready, first and later, beside the embedded PostgreSQL alone";
  }

  @Override
  public Result run(Settings settings) throws IOException {
    int times = settings.size(5, 2);
    var folder = settings.folder().resolve("server");
    var archive = settings.folder().resolve("classes.jsa");
    settings.say("the first start");
    double first = start(folder, archive);
    settings.say("later starts");
    var later = new ArrayList<Double>();
    for (int i = 0; i < times; i++) {
      later.add(start(folder, archive));
    }
    settings.say("baseline: PostgreSQL alone");
    var database = settings.folder().resolve("baseline");
    double firstAlone = startAlone(database);
    var laterAlone = new ArrayList<Double>();
    for (int i = 0; i < times; i++) {
      laterAlone.add(startAlone(database));
    }
    return Result.of("start", median(later), median(laterAlone), "s")
        .with("laterStarts", times)
        .with(Measure.of("first start", first, firstAlone, "s"))
        .with(Target.atMost("seconds, first start", first, TARGET_FIRST_SECONDS))
        .with(Target.atMost("seconds, later starts", median(later), TARGET_LATER_SECONDS));
  }

  /// Starts a server and stops it.
  ///
  /// @param archive of loaded classes, which a Java machine leaves for the next one
  /// @return seconds until it was ready
  private static double start(Path folder, Path archive) throws IOException {
    var flags = List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + archive);
    long began = System.nanoTime();
    try (var server = ServerProcess.start(folder, Map.of(), flags)) {
      double seconds = (System.nanoTime() - began) / NANOS;
      server.stop();
      return seconds;
    }
  }

  private static double startAlone(Path folder) {
    long began = System.nanoTime();
    try (var _ = BenchDatabase.start(folder)) {
      return (System.nanoTime() - began) / NANOS;
    }
  }

  private static double median(List<Double> figures) {
    return figures.stream().sorted().skip(figures.size() / 2).findFirst().orElseThrow();
  }
}
