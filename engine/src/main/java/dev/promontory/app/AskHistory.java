package dev.promontory.app;

import dev.promontory.account.Account;
import dev.promontory.history.History;
import dev.promontory.log.EventLog;
import dev.promontory.rule.Rule;
import dev.promontory.rule.UserSet;
import java.time.Duration;
import java.time.Instant;

/// Asks history for exact answers: whatever was acknowledged before the question counts.
public final class AskHistory {
  private final EventLog log;
  private final History history;
  private final Duration patience;

  /// @param patience how long history may take to catch up with the log
  public AskHistory(EventLog log, History history, Duration patience) {
    this.log = log;
    this.history = history;
    this.patience = patience;
  }

  /// History did not catch up in time. Nothing was answered; asking again may help.
  public static final class Behind extends RuntimeException {
    Behind(long position, Duration patience) {
      super("history has not reached position " + position + " within " + patience);
    }
  }

  /// How many users a rule holds for.
  ///
  /// @param rule without segments
  /// @throws Behind if history did not catch up
  public long count(Account account, Rule rule, Instant now) {
    catchUp();
    return history.count(account, rule, now);
  }

  /// The users a rule holds for.
  ///
  /// @param rule without segments
  /// @throws Behind if history did not catch up
  public UserSet members(Account account, Rule rule, Instant now) {
    catchUp();
    return history.members(account, rule, now);
  }

  private void catchUp() {
    long position = log.lastPosition();
    if (!history.awaitPosition(position, patience)) {
      throw new Behind(position, patience);
    }
  }
}
