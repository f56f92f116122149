package dev.promontory.server.document;

import dev.promontory.campaign.CampaignDocument.Audience;
import dev.promontory.campaign.Qualification;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads whom a campaign rewards: the `who` of a campaign.
final class AudienceReader {
  private AudienceReader() {}

  /// An audience, or null with its problems.
  ///
  /// @param qualification of the campaign, or null if it does not say
  static @Nullable Audience read(
      Node node, @Nullable Qualification qualification, RuleReader rules) {
    var fields = Fields.of(node);
    if (fields == null) {
      return null;
    }
    return switch (qualification) {
      case PAST_BEHAVIOR -> pastBehavior(fields, rules);
      case CUSTOM_LIST -> customList(fields, rules);
      case LIVE -> {
        List.of("trigger", "filter").forEach(fields::optional);
        fields.refuseOthers();
        yield null;
      }
      case null -> {
        undecided(fields, rules);
        yield null;
      }
    };
  }

  private static @Nullable Audience pastBehavior(Fields fields, RuleReader rules) {
    var way = fields.one("Past behaviour", List.of("rule", "segmentId"));
    refuseLive(fields);
    fields.refuseOthers();
    if (way == null) {
      return null;
    }
    if (way.getKey().equals("segmentId")) {
      var id = segmentId(way.getValue(), rules);
      return id == null ? null : new Audience.BySegment(id);
    }
    var rule = rules.read(way.getValue());
    return rule == null ? null : new Audience.ByRule(rule);
  }

  private static @Nullable Audience customList(Fields fields, RuleReader rules) {
    var segment = fields.required("segmentId", "The list whose members are rewarded.");
    var rule = fields.optional("rule");
    if (rule != null) {
      rule.wrong("A custom list takes a segmentId; a rule goes with pastBehavior.");
    }
    refuseLive(fields);
    fields.refuseOthers();
    var id = segment == null ? null : segmentId(segment, rules);
    return id == null ? null : new Audience.ByList(id);
  }

  /// A draft that does not say yet how users qualify: what stands there must be right for one of
  /// the ways, and the segments it names are in use.
  private static void undecided(Fields fields, RuleReader rules) {
    var rule = fields.optional("rule");
    var segment = fields.optional("segmentId");
    if (rule != null) {
      rules.read(rule);
    }
    if (segment != null) {
      segmentId(segment, rules);
    }
    if (rule != null && segment != null) {
      segment.wrong("It rewards those of a rule or of a segment, not both.");
    }
    for (var name : List.of("trigger", "filter")) {
      var field = fields.optional(name);
      if (field != null) {
        field.notBuilt("Live campaigns are not built yet.");
      }
    }
    fields.refuseOthers();
  }

  private static @Nullable Long segmentId(Node node, RuleReader rules) {
    var id = node.whole(1, Long.MAX_VALUE);
    if (id != null) {
      rules.mention(id, node);
    }
    return id;
  }

  private static void refuseLive(Fields fields) {
    for (var name : List.of("trigger", "filter")) {
      var field = fields.optional(name);
      if (field != null) {
        field.wrong("A " + name + " goes with live campaigns only.");
      }
    }
  }
}
