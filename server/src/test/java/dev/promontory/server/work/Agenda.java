package dev.promontory.server.work;

import dev.promontory.app.DueWork;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/// Work that is due at given instants, done one piece at a time, and a list of what was done.
final class Agenda implements DueWork {
  private final String name;
  private final List<String> done;
  private final PriorityQueue<Instant> due = new PriorityQueue<>();
  private boolean fails;

  /// @param done gets `name@instant` for each piece, when it is done
  Agenda(String name, List<String> done) {
    this.name = name;
    this.done = done;
  }

  static List<String> nothingDone() {
    return Collections.synchronizedList(new ArrayList<>());
  }

  synchronized Agenda at(Instant... instants) {
    due.addAll(List.of(instants));
    return this;
  }

  /// Whether it fails from now on.
  synchronized void fails(boolean doesIt) {
    fails = doesIt;
  }

  @Override
  public synchronized Optional<Instant> nextDueAt() {
    return Optional.ofNullable(due.peek());
  }

  @Override
  public synchronized boolean doDue(Instant now) {
    if (fails) {
      throw new IllegalStateException(name + " fails");
    }
    if (isDue(now)) {
      done.add(name + "@" + now);
      due.remove();
    }
    return isDue(now);
  }

  private boolean isDue(Instant now) {
    return !due.isEmpty() && !due.peek().isAfter(now);
  }
}
