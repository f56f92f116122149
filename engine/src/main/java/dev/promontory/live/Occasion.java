package dev.promontory.live;

import dev.promontory.record.Name;
import dev.promontory.rule.Behavior;
import java.util.List;

/// An event that a live campaign waits for.
///
/// @param where all must pass; empty means any event of that name
public record Occasion(Name event, List<Behavior.Clause> where) {
  public Occasion {
    where = List.copyOf(where);
  }
}
