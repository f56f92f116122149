package dev.promontory.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What a scenario found out.
///
/// @param name of the scenario
/// @param headline its one figure, ours and the baseline's
/// @param settings what it was run with: sizes, connections, versions; numbers and strings
/// @param measures further figures, in order
/// @param targets what was promised about any of these figures
public record Result(
    String name,
    Measure headline,
    Map<String, Object> settings,
    List<Measure> measures,
    List<Target> targets) {

  public Result {
    if (headline.baseline() == null) {
      throw new IllegalArgumentException("a result has a baseline");
    }
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    measures = List.copyOf(measures);
    targets = List.copyOf(targets);
  }

  /// A result to which settings, measures and targets are added.
  public static Result of(String name, double ours, double baseline, String unit) {
    return new Result(name, Measure.of(name, ours, baseline, unit), Map.of(), List.of(), List.of());
  }

  public Result with(String setting, Object value) {
    var more = new LinkedHashMap<>(settings);
    more.put(setting, value);
    return new Result(name, headline, more, measures, targets);
  }

  public Result with(Measure measure) {
    var more = new ArrayList<>(measures);
    more.add(measure);
    return new Result(name, headline, settings, more, targets);
  }

  public Result with(Target target) {
    var more = new ArrayList<>(targets);
    more.add(target);
    return new Result(name, headline, settings, measures, more);
  }

  public double ours() {
    return headline.ours();
  }

  public double baseline() {
    return Objects.requireNonNull(headline.baseline());
  }

  public String unit() {
    return headline.unit();
  }

  /// Ours divided by the baseline's, whichever way is better.
  public double ratio() {
    return ours() / baseline();
  }
}
