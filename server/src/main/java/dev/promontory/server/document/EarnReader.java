package dev.promontory.server.document;

import dev.promontory.points.EarnScheme;
import dev.promontory.points.EarnScheme.Favor;
import dev.promontory.points.EarnScheme.UnitMode;
import dev.promontory.points.Points;
import dev.promontory.record.Name;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads how many points a reward is worth: `{"scheme":"flat","points":100}`. One reader reads one.
final class EarnReader {
  private static final List<String> OF_ANY_SCHEME =
      List.of("points", "min", "max", "favor", "percent", "property", "perUnits", "unitMode");

  private final Setting setting;
  private final Map<String, Points> amounts = new LinkedHashMap<>();

  EarnReader(Setting setting) {
    this.setting = setting;
  }

  /// The amounts of points that could be read, by path.
  Map<String, Points> amounts() {
    return amounts;
  }

  /// A scheme, or null with its problems.
  @Nullable EarnScheme read(Node node) {
    var fields = Fields.of(node);
    if (fields == null) {
      return null;
    }
    var scheme =
        fields.required(
            "scheme", "How points are earned: flat, random, percentage or proportional.");
    var name = scheme == null || !scheme.json().isString() ? "" : scheme.json().stringValue();
    switch (name) {
      case "flat" -> {
        return flat(fields);
      }
      case "random" -> {
        return random(fields);
      }
      case "percentage" -> {
        return percentage(fields);
      }
      case "proportional" -> {
        return proportional(fields);
      }
      default -> {
        OF_ANY_SCHEME.forEach(fields::optional);
        fields.refuseOthers();
        if (scheme != null) {
          scheme.wrong("A scheme is flat, random, percentage or proportional.");
        }
      }
    }
    return null;
  }

  private @Nullable EarnScheme flat(Fields fields) {
    var points = fields.required("points", "How many points everybody gets.");
    fields.refuseOthers();
    var read = points == null ? null : noted(points, Amounts.positive(points));
    return read == null ? null : new EarnScheme.Flat(read);
  }

  private @Nullable EarnScheme random(Fields fields) {
    var min = fields.required("min", "The fewest points of one reward.");
    var max = fields.required("max", "The most points of one reward.");
    var favor = fields.optional("favor");
    fields.refuseOthers();
    var low = min == null ? null : noted(min, Amounts.zeroOrMore(min));
    var high = max == null ? null : noted(max, Amounts.positive(max));
    var bias = favor == null ? Favor.AVG : favor(favor);
    if (low == null || high == null || max == null) {
      return null;
    }
    if (high.compareTo(low) < 0) {
      max.wrong("max is below min.");
      return null;
    }
    return bias == null ? null : new EarnScheme.Random(low, high, bias);
  }

  private @Nullable Points noted(Node node, @Nullable Points points) {
    if (points != null) {
      amounts.put(node.path().toString(), points);
    }
    return points;
  }

  private static @Nullable Favor favor(Node node) {
    return switch (node.json().isString() ? node.json().stringValue() : "") {
      case "min" -> Favor.MIN;
      case "avg" -> Favor.AVG;
      case "max" -> Favor.MAX;
      default -> {
        node.wrong("favor is min, avg or max.");
        yield null;
      }
    };
  }

  private @Nullable EarnScheme percentage(Fields fields) {
    var percent = needed(fields, "percent", "How many percent.");
    var property = property(fields);
    fields.refuseOthers();
    var rate = percent == null ? null : percent(percent);
    boolean isPossible = isPossible(fields);
    return rate == null || property == null || !isPossible
        ? null
        : new EarnScheme.Percentage(rate, property);
  }

  private static @Nullable BigDecimal percent(Node node) {
    var number = node.number();
    if (number == null) {
      return null;
    }
    if (number.signum() <= 0
        || number.compareTo(EarnScheme.MAX_PERCENT) > 0
        || number.scale() > EarnScheme.PERCENT_DECIMALS) {
      node.wrong("A percentage is more than 0 and at most 1000, with at most 4 decimals.");
      return null;
    }
    return number;
  }

  private @Nullable EarnScheme proportional(Fields fields) {
    var points = needed(fields, "points", "How many points for every so many units.");
    var units = needed(fields, "perUnits", "For how many units.");
    var property = property(fields);
    var mode = fields.optional("unitMode");
    fields.refuseOthers();
    var read = points == null ? null : Amounts.positive(points);
    var per = units == null ? null : units(units);
    var unitMode = mode == null ? UnitMode.WHOLE : unitMode(mode);
    boolean isPossible = isPossible(fields);
    return read == null || per == null || property == null || unitMode == null || !isPossible
        ? null
        : new EarnScheme.Proportional(read, per, property, unitMode);
  }

  private static @Nullable BigDecimal units(Node node) {
    var number = node.number();
    if (number != null && number.signum() <= 0) {
      node.wrong("More than 0 units stand here.");
      return null;
    }
    return number;
  }

  private static @Nullable UnitMode unitMode(Node node) {
    return switch (node.json().isString() ? node.json().stringValue() : "") {
      case "whole" -> UnitMode.WHOLE;
      case "proRata" -> UnitMode.PRO_RATA;
      default -> {
        node.wrong("unitMode is whole or proRata.");
        yield null;
      }
    };
  }

  private @Nullable Name property(Fields fields) {
    var named = needed(fields, "property", "The numeric property of the trigger event.");
    return named == null ? null : Texts.property(named);
  }

  /// A field that must be there, unless the scheme is refused anyway: nobody is asked to complete
  /// what cannot be.
  private @Nullable Node needed(Fields fields, String name, String meaning) {
    return setting.whyNoBasis() == null ? fields.required(name, meaning) : fields.optional(name);
  }

  /// Whether the trigger has the one number that the scheme takes (S3.4).
  private boolean isPossible(Fields fields) {
    var reason = setting.whyNoBasis();
    if (reason != null) {
      fields.node().field("scheme").wrong(reason);
    }
    return reason == null;
  }
}
