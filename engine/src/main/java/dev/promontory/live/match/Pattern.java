package dev.promontory.live.match;

import dev.promontory.record.Name;
import dev.promontory.record.Properties;
import dev.promontory.record.RecordBody;
import dev.promontory.rule.Behavior;
import java.time.ZoneId;
import java.util.List;

/// Events of one name that pass all clauses, made ready to be matched. Immutable; equal only to
/// itself: who wants equal conditions to be one pattern keeps them by their [Source].
public final class Pattern {
  private final Source source;
  private final List<List<Check>> clauses;
  private final List<Key> keys;

  /// What a pattern is made from; equal sources mean the same.
  ///
  /// @param where all must pass; empty means any event of that name
  /// @param zone the zone of the days in the conditions
  public record Source(Name event, List<Behavior.Clause> where, ZoneId zone) {
    public Source {
      where = List.copyOf(where);
    }
  }

  public Pattern(Source source) {
    this.source = source;
    clauses =
        source.where().stream()
            .map(clause -> clause.anyOf().stream().map(each -> check(each, source)).toList())
            .toList();
    keys = Key.of(clauses);
  }

  private static Check check(Behavior.Condition condition, Source source) {
    return new Check(condition.property(), condition.test(), source.zone());
  }

  public Source source() {
    return source;
  }

  /// Whether an event passes.
  public boolean matches(RecordBody.Event event) {
    return event.name().equals(source.event()) && passes(event.properties());
  }

  private boolean passes(Properties properties) {
    for (var clause : clauses) {
      if (!passesOne(clause, properties)) {
        return false;
      }
    }
    return true;
  }

  private static boolean passesOne(List<Check> clause, Properties properties) {
    for (var check : clause) {
      if (check.passes(properties)) {
        return true;
      }
    }
    return false;
  }

  /// Of each clause one check must pass.
  List<List<Check>> clauses() {
    return clauses;
  }

  /// By what it is found in an index, in this order.
  List<Key> keys() {
    return keys;
  }
}
