package dev.promontory.bench;

import com.espertech.esper.common.client.EventSender;
import java.time.Duration;

/// `every a=Done -> (timer:interval(T) and not Without(user=a.user))` in Esper, all in memory, time
/// from outside.
final class EsperDeadlines implements AutoCloseable {
  private static final String[] PROPERTIES = {"user"};
  private static final long START_MILLIS = 1_800_000_000_000L;

  private final EsperRuntime esper = new EsperRuntime();
  private final int count;
  private long fired;

  /// What a deadline costs, nanoseconds.
  ///
  /// @param count how many were armed at once
  record Cost(int count, double armed, double cancelled, double fired) {}

  private EsperDeadlines(int count, Duration within) {
    this.count = count;
    esper.declare("Done", PROPERTIES, new Object[] {Long.class});
    esper.declare("Without", PROPERTIES, new Object[] {Long.class});
    esper.running().getEventService().advanceTime(START_MILLIS);
    var pattern =
        "select a.user from pattern [every a=Done -> (timer:interval(%d sec) and not Without(user=a.user))]"
            .formatted(within.toSeconds());
    esper.deploy(esper.compiled(pattern), _ -> {}, _ -> fired++);
  }

  /// Arms, cancels, arms again and fires so many; once before, to warm up.
  static Cost run(int count, Duration within) {
    try (var some = new EsperDeadlines(count, within)) {
      some.measure(within, 0);
      return some.measure(within, 1);
    }
  }

  private Cost measure(Duration within, int round) {
    var service = esper.running().getEventService();
    var done = service.getEventSender("Done");
    var without = service.getEventSender("Without");
    long firedBefore = fired;
    long began = System.nanoTime();
    send(done);
    long armed = System.nanoTime();
    send(without);
    long cancelled = System.nanoTime();
    send(done);
    long again = System.nanoTime();
    service.advanceTime(START_MILLIS + (round + 1) * within.plusSeconds(1).toMillis());
    long ended = System.nanoTime();
    if (fired - firedBefore != count) {
      throw new IllegalStateException(
          "%d of %d fired in Esper".formatted(fired - firedBefore, count));
    }
    return new Cost(count, each(armed - began), each(cancelled - armed), each(ended - again));
  }

  private void send(EventSender sender) {
    for (long user = 1; user <= count; user++) {
      sender.sendEvent(new Object[] {user});
    }
  }

  private double each(long nanos) {
    return (double) nanos / count;
  }

  @Override
  public void close() {
    esper.close();
  }
}
