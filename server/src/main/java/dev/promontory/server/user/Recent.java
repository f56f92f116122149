package dev.promontory.server.user;

import dev.promontory.history.History;
import dev.promontory.log.EventLog;
import java.time.Duration;

/// History that has seen what was acknowledged. Safe for use by many threads.
public final class Recent {

  /// How long a call waits for history. After that it is answered from what is there: a view that
  /// is a little old is better than none.
  public static final Duration PATIENCE = Duration.ofSeconds(2);

  private final History history;
  private final EventLog log;

  public Recent(History history, EventLog log) {
    this.history = history;
    this.log = log;
  }

  /// History, as a rule with every record that was acknowledged before this call.
  public History history() {
    history.awaitPosition(log.lastPosition(), PATIENCE);
    return history;
  }
}
