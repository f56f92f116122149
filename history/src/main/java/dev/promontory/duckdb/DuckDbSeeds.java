package dev.promontory.duckdb;

import dev.promontory.live.Seeds;
import dev.promontory.live.tally.Leaf;
import dev.promontory.log.EventLog;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Seeds of live leaves from history in DuckDB. Safe for use by many threads.
///
/// Events carry their log position, so an answer is about one moment of the log, whatever has come
/// in since. Receipts are not in history: that of the one record which matters is read from the
/// log.
public final class DuckDbSeeds implements Seeds {
  /// How many receipts are remembered: campaigns are published one by one, leaves asked often.
  private static final int MAX_RECEIPTS = 1_000;

  private final DuckDbHistory history;
  private final EventLog log;

  /// By position; the oldest goes first.
  private final Map<Long, Long> receipts =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
          return size() > MAX_RECEIPTS;
        }
      };

  /// @param history of the log
  public DuckDbSeeds(DuckDbHistory history, EventLog log) {
    this.history = history;
    this.log = log;
  }

  @Override
  public boolean isReady(long position) {
    return history.position() >= position;
  }

  /// @throws HistoryException if history fails, is behind, or the thread is interrupted
  /// @throws dev.promontory.history.HistoryBusy if there is no answer in time
  /// @throws IllegalStateException if the log cannot be read just now
  @Override
  public List<UserSeed> of(int account, Leaf leaf, Collection<Long> users) {
    if (users.size() > MAX_USERS) {
      throw new IllegalArgumentException("at most " + MAX_USERS + " users: " + users.size());
    }
    if (!isReady(leaf.since())) {
      throw new HistoryException(
          "history is at position %d, not yet at %d".formatted(history.position(), leaf.since()));
    }
    var present = Instant.ofEpochMilli(receiptAt(leaf.since()));
    return history.seeds(account, leaf, present, users).entrySet().stream()
        .map(each -> new UserSeed(each.getKey(), each.getValue()))
        .toList();
  }

  private long receiptAt(long position) {
    synchronized (receipts) {
      var known = receipts.get(position);
      if (known != null) {
        return known;
      }
    }
    long read = log.record(position).receivedAtMillis();
    synchronized (receipts) {
      receipts.put(position, read);
    }
    return read;
  }
}
