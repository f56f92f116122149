package dev.promontory.app;

import dev.promontory.account.Account;
import dev.promontory.history.History;
import dev.promontory.history.PastEvent;
import dev.promontory.log.EventLog;
import dev.promontory.record.Profile;
import dev.promontory.rule.Rule;
import dev.promontory.rule.UserSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

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

  /// Events of a user, newest first by time.
  ///
  /// @param most how many at most
  /// @throws Behind if history did not catch up
  public List<PastEvent> events(Account account, long user, int most) {
    catchUp();
    List<PastEvent> events = new ArrayList<>();
    PastEvent.Key before = null;
    while (events.size() < most) {
      int limit = Math.min(History.MAX_EVENTS, most - events.size());
      var page = history.events(account, user, before, limit);
      events.addAll(page);
      if (page.size() < limit) {
        return events;
      }
      before = page.getLast().key();
    }
    return events;
  }

  /// The profile of a user.
  ///
  /// @throws Behind if history did not catch up
  public Profile profile(Account account, long user) {
    catchUp();
    return history.profile(account, user);
  }

  private void catchUp() {
    long position = log.lastPosition();
    if (!history.awaitPosition(position, patience)) {
      throw new Behind(position, patience);
    }
  }
}
