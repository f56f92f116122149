package dev.promontory.bench;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The table at the end: every figure, and whether it is what was promised.
final class ResultTable {
  private static final List<String> HEAD = List.of("scenario", "ours", "baseline", "ratio", "unit");

  private ResultTable() {}

  static String of(List<Result> results) {
    var rows = new ArrayList<List<String>>();
    rows.add(HEAD);
    for (var result : results) {
      rows.add(row(result.name(), result.headline()));
      result.measures().forEach(measure -> rows.add(row("  " + measure.what(), measure)));
    }
    var text = new StringBuilder(table(rows));
    results.stream()
        .flatMap(result -> result.targets().stream().map(target -> line(result, target)))
        .forEach(text::append);
    return text.toString();
  }

  private static List<String> row(String what, Measure measure) {
    return List.of(
        what,
        Figures.text(measure.ours()),
        text(measure.baseline()),
        ratio(measure.ours(), measure.baseline()),
        measure.unit());
  }

  private static String text(@Nullable Double figure) {
    return figure == null ? "" : Figures.text(figure);
  }

  private static String ratio(double ours, @Nullable Double baseline) {
    return baseline == null ? "" : Figures.text(ours / baseline);
  }

  /// Names and units to the left, figures to the right.
  private static String table(List<List<String>> rows) {
    var widths = new int[HEAD.size()];
    for (var row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    var text = new StringBuilder();
    for (var row : rows) {
      var line = new StringBuilder();
      for (int column = 0; column < widths.length; column++) {
        var padding = " ".repeat(widths[column] - row.get(column).length());
        var left = column == 0 || column == widths.length - 1;
        line.append(left ? row.get(column) + padding : padding + row.get(column)).append("  ");
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static String line(Result result, Target target) {
    return "%s  %s: %s %s, %s %s%n"
        .formatted(
            target.met() ? "✓" : "✗",
            result.name(),
            target.what(),
            Figures.text(target.measured()),
            target.side().sign(),
            Figures.text(target.bound()));
  }
}
