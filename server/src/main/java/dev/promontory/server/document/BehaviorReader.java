package dev.promontory.server.document;

import dev.promontory.live.Occasion;
import dev.promontory.rule.Behavior;
import dev.promontory.rule.Behavior.Clause;
import dev.promontory.rule.Behavior.Condition;
import dev.promontory.rule.Rule;
import dev.promontory.rule.Window;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what a user did or did not do: the inside of `did` and `didNot`, and trigger events.
final class BehaviorReader {
  private final NodeCount count;

  /// @param count where conditions are counted
  BehaviorReader(NodeCount count) {
    this.count = count;
  }

  @Nullable Rule did(Node node) {
    var fields = Fields.of(node);
    if (fields == null) {
      return null;
    }
    var behavior = behavior(fields);
    var measure = MeasureReader.read(fields);
    var zero = fields.optional("includeZero");
    var includeZero = zero == null ? Boolean.FALSE : zero.flag();
    fields.refuseOthers();
    return behavior == null || measure == null || includeZero == null
        ? null
        : new Rule.Did(behavior, measure, includeZero);
  }

  @Nullable Rule didNot(Node node) {
    var fields = Fields.of(node);
    if (fields == null) {
      return null;
    }
    var behavior = behavior(fields);
    for (var name : List.of("count", "sum", "average", "includeZero")) {
      var field = fields.optional(name);
      if (field != null) {
        field.wrong("didNot means not one such event; " + name + " goes with did.");
      }
    }
    fields.refuseOthers();
    return behavior == null ? null : new Rule.DidNot(behavior);
  }

  /// An event that a live campaign waits for, whenever it happens, or null with its problems.
  @Nullable Occasion occasion(Node node) {
    var fields = Fields.of(node);
    if (fields == null) {
      return null;
    }
    var named = fields.required("event", "The name of the event.");
    var event = named == null ? null : Texts.event(named);
    var clauses = clauses(fields.optional("where"));
    fields.refuseOthers();
    return event == null || clauses == null ? null : new Occasion(event, clauses);
  }

  private @Nullable Behavior behavior(Fields fields) {
    var named = fields.required("event", "The name of the event.");
    var event = named == null ? null : Texts.event(named);
    var clauses = clauses(fields.optional("where"));
    var within = fields.optional("within");
    var window = within == null ? new Window.Ever() : WindowReader.read(within);
    refuseUnbuilt(fields);
    return event == null || clauses == null || window == null
        ? null
        : new Behavior(event, clauses, window);
  }

  private static void refuseUnbuilt(Fields fields) {
    var first = fields.optional("firstTime");
    if (first != null && !Boolean.FALSE.equals(first.flag())) {
      first.notBuilt("Asking for the first time is not built yet.");
    }
    var time = fields.optional("timeOfDay");
    if (time != null) {
      time.notBuilt("Asking for a time of day is not built yet.");
    }
    var day = fields.optional("dayOfWeek");
    if (day != null) {
      day.notBuilt("Asking for a day of the week is not built yet.");
    }
  }

  private @Nullable List<Clause> clauses(@Nullable Node where) {
    if (where == null || (where.json().isArray() && where.json().isEmpty())) {
      return List.of();
    }
    var nodes = where.list(Behavior.MAX_CLAUSES);
    if (nodes == null) {
      return null;
    }
    List<Clause> clauses = new ArrayList<>(nodes.size());
    for (var node : nodes) {
      var clause = clause(node);
      if (clause != null) {
        clauses.add(clause);
      }
    }
    return clauses.size() == nodes.size() ? clauses : null;
  }

  private @Nullable Clause clause(Node node) {
    if (!node.json().isObject() || !node.json().has("any")) {
      var condition = condition(node);
      return condition == null ? null : new Clause(List.of(condition));
    }
    var fields = Fields.of(node);
    var any = fields == null ? null : fields.required("any", "The conditions, one of which holds.");
    if (fields != null) {
      fields.refuseOthers();
    }
    var nodes = any == null ? null : any.list(Behavior.MAX_CLAUSES);
    if (nodes == null) {
      return null;
    }
    List<Condition> conditions = new ArrayList<>(nodes.size());
    for (var element : nodes) {
      var condition = condition(element);
      if (condition != null) {
        conditions.add(condition);
      }
    }
    return conditions.size() == nodes.size() ? new Clause(conditions) : null;
  }

  private @Nullable Condition condition(Node node) {
    if (!count.admits(node)) {
      return null;
    }
    var fields = Fields.of(node);
    if (fields == null) {
      return null;
    }
    var named = fields.required("property", "The property of the event.");
    var property = named == null ? null : Texts.property(named);
    var test = TestReader.read(fields);
    fields.refuseOthers();
    return property == null || test == null ? null : new Condition(property, test);
  }
}
