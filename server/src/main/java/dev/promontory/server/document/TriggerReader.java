package dev.promontory.server.document;

import dev.promontory.campaign.Qualification;
import dev.promontory.live.Occasion;
import dev.promontory.live.Trigger;
import dev.promontory.live.Trigger.Rearm;
import dev.promontory.time.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what makes a user qualify at once: the `who.trigger` of a live campaign. One reader reads
/// one.
final class TriggerReader {
  private final BehaviorReader behaviors = new BehaviorReader(new NodeCount());
  private int events;
  private boolean isInaction;

  /// What a reward can take from the trigger that was read, however wrong it is.
  Setting setting(@Nullable Qualification qualification) {
    return new Setting(qualification, events, isInaction);
  }

  /// A trigger, or null with its problems.
  @Nullable Trigger read(Node node) {
    var fields = Fields.of(node);
    if (fields == null) {
      return null;
    }
    var named = fields.required("events", "The events that trigger it.");
    var occasions = named == null ? null : occasions(named);
    var without = fields.optional("without");
    var within = fields.optional("within");
    var rearm = fields.optional("rearm");
    isInaction = without != null || within != null;
    var inaction = isInaction ? new Waiting(fields, without, within, rearm) : null;
    if (!isInaction && rearm != null) {
      rearm.wrong("rearm goes with without and within.");
    }
    fields.refuseOthers();
    if (inaction != null) {
      return inaction(occasions, inaction);
    }
    return occasions == null ? null : new Trigger.Action(occasions);
  }

  private @Nullable List<Occasion> occasions(Node node) {
    var nodes = node.list(Trigger.MAX_OCCASIONS);
    if (nodes == null) {
      return null;
    }
    events = nodes.size();
    List<Occasion> occasions = new ArrayList<>(nodes.size());
    for (var each : nodes) {
      var occasion = behaviors.occasion(each);
      if (occasion != null) {
        occasions.add(occasion);
      }
    }
    return occasions.size() == nodes.size() ? occasions : null;
  }

  /// The fields of an inaction.
  private record Waiting(
      Fields fields, @Nullable Node without, @Nullable Node within, @Nullable Node rearm) {}

  private @Nullable Trigger inaction(@Nullable List<Occasion> occasions, Waiting waiting) {
    var fields = waiting.fields();
    var without =
        waiting.without() == null
            ? fields.required("without", "What the user does not do in time.")
            : waiting.without();
    var within =
        waiting.within() == null
            ? fields.required("within", "How long is waited for it.")
            : waiting.within();
    var missed = without == null ? null : behaviors.occasion(without);
    var span = within == null ? null : within(within);
    var rearm = waiting.rearm() == null ? Rearm.FIRST : rearm(waiting.rearm());
    if (events > 1) {
      fields
          .node()
          .field("events")
          .wrong("What does not happen is waited for after one event; here are " + events + ".");
      return null;
    }
    return occasions == null || missed == null || span == null || rearm == null
        ? null
        : new Trigger.Inaction(occasions.getFirst(), missed, span, rearm);
  }

  private static @Nullable Span within(Node node) {
    var span = Spans.read(node);
    if (span != null && !Trigger.Inaction.allows(span)) {
      node.wrong(
          "It is waited for 1 minute to %d days, in minutes, hours, days or weeks."
              .formatted(Trigger.MAX_WITHIN_DAYS));
      return null;
    }
    return span;
  }

  private static @Nullable Rearm rearm(Node node) {
    return switch (node.json().isString() ? node.json().stringValue() : "") {
      case "first" -> Rearm.FIRST;
      case "latest" -> Rearm.LATEST;
      default -> {
        node.wrong("rearm is first or latest.");
        yield null;
      }
    };
  }
}
