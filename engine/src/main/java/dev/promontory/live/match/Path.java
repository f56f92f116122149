package dev.promontory.live.match;

import dev.promontory.record.Name;
import dev.promontory.record.Properties;
import dev.promontory.record.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// The way to values inside properties: a name, or several with dots between them, each a step into
/// a nested object or into every item.
///
/// @param keys the keys of the names, outermost first
public record Path(List<String> keys) {
  public Path {
    keys = List.copyOf(keys);
  }

  /// The path that a rule names.
  public static Path of(Name name) {
    return new Path(List.of(name.key().split("\\.", -1)));
  }

  /// The key of the outermost property.
  public String root() {
    return keys.getFirst();
  }

  /// Whether it is the name of a property and leads no further.
  boolean isSingle() {
    return keys.size() == 1;
  }

  /// Everything that stands at the end of this path, in order; several only inside of items.
  public List<Value> values(Properties properties) {
    var found = new ArrayList<Value>(1);
    collect(properties, 0, found);
    return found;
  }

  /// What stands at the end of this path, in the value of its outermost property.
  List<Value> valuesIn(Value outermost) {
    var found = new ArrayList<Value>(1);
    collect(outermost, 1, found);
    return found;
  }

  /// The numbers at the end of this path.
  public List<BigDecimal> numbers(Properties properties) {
    return values(properties).stream().filter(Numbers::isNumber).map(Numbers::exactly).toList();
  }

  private void collect(Properties properties, int step, List<Value> found) {
    var key = keys.get(step);
    for (var property : properties.list()) {
      if (property.name().key().equals(key)) {
        collect(property.value(), step + 1, found);
      }
    }
  }

  private void collect(Value value, int step, List<Value> found) {
    if (step == keys.size()) {
      found.add(value);
      return;
    }
    switch (value) {
      case Value.Nested nested -> collect(nested.properties(), step, found);
      case Value.Items items -> {
        for (var item : items.items()) {
          collect(item, step, found);
        }
      }
      case Value.Text _,
          Value.Decimal _,
          Value.Real _,
          Value.Flag _,
          Value.Date _,
          Value.Texts _ -> {}
    }
  }
}
