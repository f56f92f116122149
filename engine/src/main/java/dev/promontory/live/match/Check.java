package dev.promontory.live.match;

import dev.promontory.record.Name;
import dev.promontory.record.Properties;
import dev.promontory.record.Value;
import dev.promontory.rule.Test;
import java.time.ZoneId;
import java.util.List;

/// A test of one property. Immutable.
public final class Check {
  private final Path path;
  private final Probe probe;

  /// @param property a name, or a path with dots
  /// @param zone the zone of the days in the test
  public Check(Name property, Test test, ZoneId zone) {
    path = Path.of(property);
    probe = Probe.of(test, zone);
  }

  public boolean passes(Properties properties) {
    return probe.passes(path.values(properties));
  }

  /// What stands at the property.
  public List<Value> seen(Properties properties) {
    return path.values(properties);
  }

  Path path() {
    return path;
  }

  Probe probe() {
    return probe;
  }
}
