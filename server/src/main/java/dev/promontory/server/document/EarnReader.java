package dev.promontory.server.document;

import dev.promontory.campaign.Qualification;
import dev.promontory.points.EarnScheme;
import dev.promontory.points.EarnScheme.Favor;
import dev.promontory.points.Points;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads how many points a reward is worth: `{"scheme":"flat","points":100}`. One reader reads one.
final class EarnReader {
  private static final List<String> OF_ANY_SCHEME =
      List.of("points", "min", "max", "favor", "percent", "property", "perUnits", "unitMode");

  private final @Nullable Qualification qualification;
  private final Map<String, Points> amounts = new LinkedHashMap<>();

  /// @param qualification of the campaign, or null if it does not say
  EarnReader(@Nullable Qualification qualification) {
    this.qualification = qualification;
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
    var scheme = fields.required("scheme", "How points are earned: flat or random.");
    var name = scheme == null || !scheme.json().isString() ? "" : scheme.json().stringValue();
    switch (name) {
      case "flat" -> {
        return flat(fields);
      }
      case "random" -> {
        return random(fields);
      }
      case "percentage", "proportional" -> refuse(fields, name);
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

  /// These take a part of a property of the event that triggers the reward (S3.4).
  private void refuse(Fields fields, String name) {
    List.of("percent", "property", "points", "perUnits", "unitMode").forEach(fields::optional);
    fields.refuseOthers();
    var scheme = fields.node().field("scheme");
    if (qualification == Qualification.LIVE) {
      scheme.notBuilt("The scheme " + name + " is not built yet.");
    } else {
      scheme.wrong(
          "The scheme "
              + name
              + " takes a property of the event that triggers a reward; without a trigger there are"
              + " flat and random.");
    }
  }
}
