package dev.promontory.server.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/// Prints what the demo did, step by step: a line with the time it took, and lines that say more.
///
/// @param terminal whether the stream is a terminal, which shows colors and can take a line back
public record Steps(PrintStream out, boolean terminal) {
  private static final int WIDTH = 60;
  private static final String GREEN = "\u001b[32m";
  private static final String RED = "\u001b[31m";
  private static final String BOLD = "\u001b[1m";
  private static final String FAINT = "\u001b[2m";
  private static final String PLAIN = "\u001b[0m";
  private static final String CLEAR_REST = "\u001b[K";

  void title(String text) {
    out.println();
    out.println("  " + styled(BOLD, text));
    out.println();
  }

  /// A step that was done.
  void done(String what, Duration took) {
    var dots = " ".repeat(Math.max(1, WIDTH - what.length()));
    out.println("  " + styled(GREEN, "✓") + " " + what + dots + styled(FAINT, text(took)));
  }

  void failed(String what) {
    out.println((terminal ? "\r" : "") + "  " + styled(RED, "✗") + " " + what);
  }

  void detail(String text) {
    out.println("      " + text);
  }

  /// A line that the next line takes the place of; nothing where that cannot be done.
  void passing(String text) {
    if (terminal) {
      out.print("\r      " + styled(FAINT, text) + CLEAR_REST);
      out.flush();
    }
  }

  /// Names and what they stand for, in two columns.
  void list(Map<String, String> lines) {
    out.println();
    int width = lines.keySet().stream().mapToInt(String::length).max().orElse(0);
    lines.forEach((name, text) -> detail(name + " ".repeat(width - name.length() + 2) + text));
    out.println();
  }

  /// A whole number with separators.
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /// Three figures at most: milliseconds below one second, else seconds.
  static String text(Duration took) {
    return took.toMillis() < 1000
        ? took.toMillis() + " ms"
        : String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
  }

  private String styled(String style, String text) {
    return terminal ? style + text + PLAIN : text;
  }
}
