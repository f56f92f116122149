package dev.promontory.testkit.live;

import dev.promontory.live.Input;
import dev.promontory.live.tally.Leaf;
import dev.promontory.live.tally.Slot;
import dev.promontory.log.LogRecord;
import dev.promontory.record.RecordBody;
import dev.promontory.rule.Behavior;
import dev.promontory.rule.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Seeds as history would give them: the events of a question, grouped as far as its leaf allows.
final class NaiveSeed {
  private NaiveSeed() {}

  /// @param present when the record at the leaf's position was received
  static Input.Seed of(Leaf leaf, LiveOracle oracle, Instant present) {
    var question = leaf.question();
    var behavior =
        new Behavior(question.events().event(), question.events().where(), new Window.Ever());
    Map<Object, Slot> groups = new LinkedHashMap<>();
    for (var record : oracle.records()) {
      if (record.position() <= leaf.since()
          && oracle.matches(behavior, record)
          && record.body() instanceof RecordBody.Event event) {
        var slot = leaf.slot(record.epochSecond(), event.properties());
        groups.merge(group(leaf, record, present), slot, NaiveSeed::sum);
      }
    }
    return new Input.Seed(leaf.number(), leaf.since(), List.copyOf(groups.values()));
  }

  private static Object group(Leaf leaf, LogRecord record, Instant present) {
    long second = record.epochSecond();
    boolean isAhead = second > present.getEpochSecond();
    return isAhead || leaf.resolution() == Leaf.Resolution.SECOND
        ? (Object) second
        : LocalDate.ofInstant(Instant.ofEpochSecond(second), leaf.question().events().zone());
  }

  private static Slot sum(Slot one, Slot other) {
    return new Slot(one.at(), one.count() + other.count(), one.sum().add(other.sum()));
  }
}
