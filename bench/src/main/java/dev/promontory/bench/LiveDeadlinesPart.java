package dev.promontory.bench;

import dev.promontory.live.LiveCampaign;
import dev.promontory.live.Occasion;
import dev.promontory.live.Taken;
import dev.promontory.live.Trigger;
import dev.promontory.record.Name;
import dev.promontory.record.Properties;
import dev.promontory.record.RecordBody;
import dev.promontory.time.Span;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/// "A, not B within an hour": deadlines are armed, cancelled, armed again, and fire, in the host
/// with its state on disk; beside the same pattern in Esper, which keeps it in memory.
final class LiveDeadlinesPart {
  private static final int DEADLINES = 1_000_000;
  private static final int SMALL = 20_000;
  private static final int ESPER_DEADLINES = 100_000;
  private static final int LAGGING = 1_000_000;
  private static final int LAG_SECONDS = 10;
  private static final int LAG_DELAY_SECONDS = 10;
  private static final Duration WITHIN = Duration.ofHours(1);
  private static final long PATIENCE_MILLIS = 120_000;
  private static final double MAX_BYTES = 250;
  private static final double MAX_LAG_MILLIS = 1_000;

  private static final RecordBody DONE = event("Checkout Started");
  private static final RecordBody WITHOUT = event("Charged");

  private final Settings settings;
  private final int count;
  private final HostUnderTest host;
  private Result result;

  private LiveDeadlinesPart(Settings settings, HostUnderTest host, Result result) {
    this.settings = settings;
    this.count = settings.size(DEADLINES, SMALL);
    this.host = host;
    this.result = result;
  }

  private static RecordBody event(String name) {
    return new RecordBody.Event(Name.of(name), Properties.NONE);
  }

  static Result addTo(Result result, Settings settings) throws Exception {
    var esper = EsperDeadlines.run(settings.size(ESPER_DEADLINES, SMALL / 10), WITHIN);
    try (var host = new HostUnderTest(settings.folder().resolve("deadlines"))) {
      return new LiveDeadlinesPart(settings, host, result).run(esper);
    }
  }

  private Result run(EsperDeadlines.Cost esper) throws Exception {
    host.publish(_ -> campaign());
    long second = host.clock().instant().getEpochSecond();
    long heap = heap();
    double armed = each(host.fold(count, user -> said(user, second - 20, DONE)));
    keepBytes(heap);
    double cancelled = each(host.fold(count, user -> said(user, second - 10, WITHOUT)));
    double again = each(host.fold(count, user -> said(user, second - 5, DONE)));
    lag();
    double fired = each(fire());
    settings.say(
        "%,d: armed %,.0f ns, cancelled %,.0f ns, fired %,.0f ns each; Esper %,.0f, %,.0f, %,.0f ns"
            .formatted(
                count, armed, cancelled, fired, esper.armed(), esper.cancelled(), esper.fired()));
    return result
        .with("deadlines", count)
        .with("deadlinesInEsper", esper.count())
        .with(Measure.of("arming a deadline", armed, esper.armed(), "ns"))
        .with(Measure.of("cancelling a deadline", cancelled, esper.cancelled(), "ns"))
        .with(Measure.of("arming it again", again, "ns"))
        .with(Measure.of("firing a deadline", fired, esper.fired(), "ns"));
  }

  private double each(long nanos) {
    return (double) nanos / count;
  }

  private static LiveCampaign campaign() {
    var trigger =
        new Trigger.Inaction(
            new Occasion(((RecordBody.Event) DONE).name(), List.of()),
            new Occasion(((RecordBody.Event) WITHOUT).name(), List.of()),
            new Span((int) WITHIN.toHours(), Span.Unit.HOUR),
            Trigger.Rearm.FIRST);
    var life = new LiveCampaign.Life(0, Instant.EPOCH, null);
    return new LiveCampaign(1, 1, ZoneOffset.UTC, trigger, null, Taken.Wanted.NOTHING, life);
  }

  private static GeneratedLog.Said said(long user, long epochSecond, RecordBody body) {
    return new GeneratedLog.Said(user + 1, epochSecond, body);
  }

  private static long heap() {
    System.gc();
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /// What armed deadlines take: on disk, its log of writes included, and in the heap.
  private void keepBytes(long heapBefore) throws IOException, InterruptedException {
    host.awaitKept();
    double heap = (double) Math.max(0, heap() - heapBefore) / count;
    double disk = (double) host.bytes() / count;
    result =
        result
            .with(Measure.of("armed deadline on disk", disk, "bytes"))
            .with(Measure.of("armed deadline in the heap", heap, "bytes"))
            .with(Target.atMost("bytes per armed deadline, both", disk + heap, MAX_BYTES));
  }

  /// As many deadlines of other users become due within ten seconds, by the real clock.
  private void lag() throws InterruptedException {
    int some = settings.size(LAGGING, SMALL / 10);
    long due = host.clock().instant().getEpochSecond() + LAG_DELAY_SECONDS - WITHIN.toSeconds();
    long before = host.sink().count();
    var lags = host.sink().follow();
    host.fold(some, i -> said(count + i, due + i % LAG_SECONDS, DONE));
    host.sink().await(before + some, PATIENCE_MILLIS);
    host.sink().leave();
    settings.say(
        "%,d deadlines a second fired: p50 %.0f ms, p99 %.0f ms, all within %.0f ms"
            .formatted(
                some / LAG_SECONDS, lags.millisAt(0.5), lags.millisAt(0.99), lags.millisAt(1)));
    result =
        result
            .with("deadlinesPerSecond", some / LAG_SECONDS)
            .with(Measure.of("deadline due to fired, p50", lags.millisAt(0.5), "ms"))
            .with(Measure.of("deadline due to fired, p99", lags.millisAt(0.99), "ms"))
            .with(Target.atMost("ms, due to fired, the last", lags.millisAt(1), MAX_LAG_MILLIS));
  }

  /// All others become due at once.
  private long fire() throws InterruptedException {
    long before = host.sink().count();
    long began = System.nanoTime();
    host.clock().forward(WITHIN.multipliedBy(2).toMillis());
    host.settle();
    long nanos = System.nanoTime() - began;
    long fired = host.sink().count() - before;
    if (fired != count) {
      throw new IllegalStateException("%d of %d deadlines fired".formatted(fired, count));
    }
    return nanos;
  }
}
