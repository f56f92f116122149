package dev.promontory.server.imports;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/// Tells how far the import is: a bar that is drawn over on a terminal, a line now and then
/// elsewhere.
final class Progress implements AutoCloseable {
  private static final int BAR_CHARACTERS = 30;
  private static final long BAR_MILLIS = 200;
  private static final long LINE_MILLIS = 10_000;

  private final PrintStream out;
  private final boolean terminal;
  private final Supplier<ResumePoint> point;
  private final DoubleSupplier fraction;
  private final ResumePoint start;
  private final long startNanos = System.nanoTime();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

  /// @param fraction how much of the input is read, -1 if unknown
  Progress(
      PrintStream out, boolean terminal, Supplier<ResumePoint> point, DoubleSupplier fraction) {
    this.out = out;
    this.terminal = terminal;
    this.point = point;
    this.fraction = fraction;
    this.start = point.get();
    long millis = terminal ? BAR_MILLIS : LINE_MILLIS;
    var _ = timer.scheduleAtFixedRate(this::print, millis, millis, TimeUnit.MILLISECONDS);
  }

  private void print() {
    var elapsed = Duration.ofNanos(System.nanoTime() - startNanos);
    var text = text(start, point.get(), fraction.getAsDouble(), elapsed);
    if (terminal) {
      out.print("\r" + text + "\u001b[K");
      out.flush();
    } else {
      out.println(text);
    }
  }

  /// One line, without a line break.
  static String text(ResumePoint start, ResumePoint now, double fraction, Duration elapsed) {
    double seconds = Math.max(elapsed.toMillis() / 1000.0, 0.001);
    long rate = Math.round((now.lines() - start.lines()) / seconds);
    var counts =
        String.format(
            Locale.ROOT, "%,d records  %,d/s  %,d rejected", now.accepted(), rate, now.rejected());
    if (fraction < 0) {
      return counts;
    }
    int full = (int) (fraction * BAR_CHARACTERS);
    var bar = "#".repeat(full) + "-".repeat(BAR_CHARACTERS - full);
    return String.format(
        Locale.ROOT,
        "[%s] %3d%%  %s%s",
        bar,
        (int) (fraction * 100),
        counts,
        eta(fraction, elapsed));
  }

  private static String eta(double fraction, Duration elapsed) {
    if (fraction <= 0 || fraction >= 1) {
      return "";
    }
    long seconds = (long) (elapsed.toSeconds() * (1 - fraction) / fraction);
    return String.format(
        Locale.ROOT, "  ETA %d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  /// Draws the last state and ends the bar.
  @Override
  public void close() {
    timer.shutdownNow();
    if (terminal) {
      print();
      out.println();
    }
  }
}
