package dev.promontory.rule;

import dev.promontory.record.Name;
import java.util.List;

/// Events of one name that pass all clauses and lie in a window.
///
/// @param where all must pass; empty means any event of that name
public record Behavior(Name event, List<Clause> where, Window window) {

  /// The most clauses, and the most conditions of one clause.
  public static final int MAX_CLAUSES = 50;

  public Behavior {
    where = List.copyOf(where);
  }

  /// One of the conditions passes. A single condition is a clause of one.
  public record Clause(List<Condition> anyOf) {
    public Clause {
      anyOf = List.copyOf(anyOf);
      if (anyOf.isEmpty()) {
        throw new IllegalArgumentException("a clause has at least one condition");
      }
    }
  }

  /// A property of the event passes a test.
  ///
  /// @param property a name, or a path with dots into a nested object or into `Items`
  public record Condition(Name property, Test test) {}
}
