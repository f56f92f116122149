package dev.promontory.server.document;

import dev.promontory.campaign.CampaignDocument.Audience;
import dev.promontory.campaign.Qualification;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads whom a campaign rewards: the `who` of a campaign. One reader reads one.
final class AudienceReader {
  private final @Nullable Qualification qualification;
  private final RuleReader rules = new RuleReader();
  private final TriggerReader triggers = new TriggerReader();

  /// @param qualification of the campaign, or null if it does not say
  AudienceReader(@Nullable Qualification qualification) {
    this.qualification = qualification;
  }

  /// The segments that are named, each with the path of its first mention.
  Map<Long, String> segments() {
    return rules.segments();
  }

  /// What a reward can take from the trigger that was read.
  Setting setting() {
    return triggers.setting(qualification);
  }

  /// An audience, or null with its problems.
  @Nullable Audience read(Node node) {
    var fields = Fields.of(node);
    if (fields == null) {
      return null;
    }
    return switch (qualification) {
      case PAST_BEHAVIOR -> pastBehavior(fields);
      case CUSTOM_LIST -> customList(fields);
      case LIVE -> live(fields);
      case null -> {
        undecided(fields);
        yield null;
      }
    };
  }

  private @Nullable Audience live(Fields fields) {
    var triggered = fields.required("trigger", "What makes a user qualify.");
    var trigger = triggered == null ? null : triggers.read(triggered);
    var filtered = fields.optional("filter");
    var filter = filtered == null ? null : rules.read(filtered);
    for (var name : List.of("rule", "segmentId")) {
      var field = fields.optional(name);
      if (field != null) {
        field.wrong("A live campaign has a trigger and a filter; " + name + " goes with runs.");
      }
    }
    fields.refuseOthers();
    return trigger == null || (filtered != null && filter == null)
        ? null
        : new Audience.Live(trigger, filter);
  }

  private @Nullable Audience pastBehavior(Fields fields) {
    var way = fields.one("Past behaviour", List.of("rule", "segmentId"));
    refuseLive(fields);
    fields.refuseOthers();
    if (way == null) {
      return null;
    }
    if (way.getKey().equals("segmentId")) {
      var id = segmentId(way.getValue());
      return id == null ? null : new Audience.BySegment(id);
    }
    var rule = rules.read(way.getValue());
    return rule == null ? null : new Audience.ByRule(rule);
  }

  private @Nullable Audience customList(Fields fields) {
    var segment = fields.required("segmentId", "The list whose members are rewarded.");
    var rule = fields.optional("rule");
    if (rule != null) {
      rule.wrong("A custom list takes a segmentId; a rule goes with pastBehavior.");
    }
    refuseLive(fields);
    fields.refuseOthers();
    var id = segment == null ? null : segmentId(segment);
    return id == null ? null : new Audience.ByList(id);
  }

  /// A draft that does not say yet how users qualify: what stands there must be right for one of
  /// the ways, and the segments it names are in use.
  private void undecided(Fields fields) {
    var rule = fields.optional("rule");
    var segment = fields.optional("segmentId");
    var trigger = fields.optional("trigger");
    var filter = fields.optional("filter");
    fields.refuseOthers();
    if (rule != null) {
      rules.read(rule);
    }
    if (segment != null) {
      segmentId(segment);
    }
    if (rule != null && segment != null) {
      segment.wrong("It rewards those of a rule or of a segment, not both.");
    }
    if (trigger != null) {
      triggers.read(trigger);
    }
    if (filter != null) {
      rules.read(filter);
    }
    if (rule != null || segment != null) {
      refuseLive(fields);
    }
  }

  private @Nullable Long segmentId(Node node) {
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
