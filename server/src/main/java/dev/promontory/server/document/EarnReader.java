package dev.promontory.server.document;

import dev.promontory.campaign.Qualification;
import dev.promontory.points.EarnScheme;
import dev.promontory.points.EarnScheme.Favor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads how many points a reward is worth: `{"scheme":"flat","points":100}`.
final class EarnReader {
  private EarnReader() {}

  /// A scheme, or null with its problems.
  ///
  /// @param qualification of the campaign, or null if it does not say
  static @Nullable EarnScheme read(Node node, @Nullable Qualification qualification) {
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
      case "percentage", "proportional" -> refuse(fields, name, qualification);
      default -> {
        if (scheme != null) {
          scheme.wrong("A scheme is flat, random, percentage or proportional.");
        }
      }
    }
    return null;
  }

  private static @Nullable EarnScheme flat(Fields fields) {
    var points = fields.required("points", "How many points everybody gets.");
    fields.refuseOthers();
    var read = points == null ? null : Amounts.positive(points);
    return read == null ? null : new EarnScheme.Flat(read);
  }

  private static @Nullable EarnScheme random(Fields fields) {
    var min = fields.required("min", "The fewest points of one reward.");
    var max = fields.required("max", "The most points of one reward.");
    var favor = fields.optional("favor");
    fields.refuseOthers();
    var low = min == null ? null : Amounts.zeroOrMore(min);
    var high = max == null ? null : Amounts.positive(max);
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
  private static void refuse(Fields fields, String name, @Nullable Qualification qualification) {
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
