package dev.promontory.bench;

import dev.promontory.account.Account;
import dev.promontory.duckdb.DuckDbHistory;
import dev.promontory.duckdb.HistorySettings;
import java.nio.file.Files;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// Estimates of twelve segments over history, each beside hand-written SQL on the same tables.
final class SegmentBench implements Scenario {
  static final Account ACCOUNT = new Account(1, "bench", ZoneOffset.UTC, DayOfWeek.MONDAY);

  private static final int USERS = 1_000_000;
  private static final int FULL_EVENTS = 10_000_000;
  private static final int SMALL_EVENTS = 200_000;
  private static final int TEMPLATES = 64_000;
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration SPREAD = Duration.ofDays(60);

  /// As often as it takes until what is slow the first time is compiled.
  private static final int WARM_UPS = 100;

  private static final int ROUNDS = 11;
  private static final double MAX_RATIO = 1.2;
  private static final double TYPICAL_MILLIS = 100;
  private static final double MICRO = 1e3;

  /// What a question took, in milliseconds.
  private record Timing(SegmentQuestion question, double ours, double baseline) {
    double ratio() {
      return ours / baseline;
    }
  }

  @Override
  public String name() {
    return "segment";
  }

  @Override
  public String title() {
    return "exact estimates of 12 rules over history, beside hand-written SQL on the same tables";
  }

  @Override
  public Result run(Settings settings) throws Exception {
    int count = settings.size(FULL_EVENTS, SMALL_EVENTS);
    int users = settings.size(USERS, USERS / 50);
    var file = settings.folder().resolve("history.duckdb");
    settings.say("writing %,d events of %,d users".formatted(count, users));
    long nanos;
    try (var history = DuckDbHistory.open(HistorySettings.at(file))) {
      nanos = history(settings, users, count).writeTo(history);
    }
    double bytes = Files.size(file);
    // One process cannot open a file twice.
    var copy = Files.copy(file, settings.folder().resolve("copy.duckdb"));
    List<Timing> timings;
    var now = FIRST.plus(SPREAD);
    try (var history = DuckDbHistory.open(HistorySettings.at(file));
        var tables = new SegmentTables(copy, now)) {
      timings = timings(history, tables, now, settings);
    }
    return result(timings)
        .with("events", count)
        .with("users", users)
        .with("rounds", ROUNDS)
        .with(Measure.of("writing one event", nanos / MICRO / count, "µs"))
        .with(Measure.of("file per million events", bytes / count, "MB"));
  }

  private static SegmentHistory history(Settings settings, int users, int count) {
    int perSecond = Math.max(1, (int) (count / SPREAD.toSeconds() + 1));
    var events =
        new EventStream(
            EventStream.templates(settings.seed(), TEMPLATES),
            settings.seed(),
            EventStream.anyOf(users, settings.seed()),
            FIRST.getEpochSecond(),
            perSecond);
    return new SegmentHistory(events, users, count);
  }

  private static List<Timing> timings(
      DuckDbHistory history, SegmentTables tables, Instant now, Settings settings)
      throws Exception {
    var timings = new ArrayList<Timing>();
    for (var question : SegmentQuestions.all()) {
      var sql = tables.resolved(question.sql());
      var timing =
          timing(
              question,
              () -> history.count(ACCOUNT, question.rule(), now),
              () -> tables.count(sql));
      settings.say(
          "%-42s %8.1f ms  %8.1f ms by hand  %5.2f"
              .formatted(question.what(), timing.ours(), timing.baseline(), timing.ratio()));
      timings.add(timing);
    }
    return timings;
  }

  /// Asks both ways in turns.
  private static Timing timing(SegmentQuestion question, Callable<Long> ours, Callable<Long> byHand)
      throws Exception {
    var oursTook = new Latencies();
    var byHandTook = new Latencies();
    for (int round = -WARM_UPS; round < ROUNDS; round++) {
      long began = System.nanoTime();
      long answer = ours.call();
      long between = System.nanoTime();
      long expected = byHand.call();
      long ended = System.nanoTime();
      if (answer != expected) {
        throw new IllegalStateException(
            "%s: %d, by hand %d".formatted(question.what(), answer, expected));
      }
      if (round >= 0) {
        oursTook.add(between - began);
        byHandTook.add(ended - between);
      }
    }
    return new Timing(question, oursTook.millisAt(0.5), byHandTook.millisAt(0.5));
  }

  private static Result result(List<Timing> timings) {
    var result =
        Result.of(
            "segment",
            timings.stream().mapToDouble(Timing::ours).sum(),
            timings.stream().mapToDouble(Timing::baseline).sum(),
            "ms");
    for (var timing : timings) {
      result =
          result.with(Measure.of(timing.question().what(), timing.ours(), timing.baseline(), "ms"));
    }
    double worst = timings.stream().mapToDouble(Timing::ratio).max().orElseThrow();
    double median =
        timings.stream()
            .mapToDouble(Timing::ours)
            .sorted()
            .skip(timings.size() / 2)
            .findFirst()
            .orElseThrow();
    return result
        .with(Target.atMost("each rule to hand-written SQL", worst, MAX_RATIO))
        .with(Target.atMost("typical estimate, ms", median, TYPICAL_MILLIS));
  }
}
