package dev.promontory.postgres.log;

import dev.promontory.user.Identity;
import dev.promontory.user.KnownUser;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Gives records the numbers of their users, and new users the next numbers (E7). Owned by the
/// appender.
final class UserNumbers {
  private final IdentityCache cache;

  /// An identity of an account.
  private record Named(int account, Identity identity) {}

  /// Identities that mean nobody any more, from any thread.
  private final Queue<Named> forgotten = new ConcurrentLinkedQueue<>();

  /// The number of the newest user on disk.
  private long last;

  UserNumbers(IdentityCache cache) {
    this.cache = cache;
  }

  /// Learns from the database who is the newest user. What is in the cache is on disk and stays
  /// true.
  void restart(LogSession session) throws SQLException {
    last = Strangers.last(session);
  }

  /// An identity means nobody any more, from the next entries on. Any thread may call it.
  void forget(int account, Identity identity) {
    forgotten.add(new Named(account, identity));
  }

  /// Gives every entry its user.
  ///
  /// @return those who are new, in order of their numbers, to be written and then [#adopt]ed
  List<Stranger> resolve(LogSession session, List<Entry> entries) throws SQLException {
    for (var owned = forgotten.poll(); owned != null; owned = forgotten.poll()) {
      cache.forget(owned.account(), owned.identity());
    }
    Map<Stranger.Key, Stranger> unknown = new TreeMap<>(Stranger.Key.INDEX_ORDER);
    for (var entry : entries) {
      switch (entry.record().subject()) {
        case KnownUser known -> entry.belongsTo(known.number());
        case Identity identity -> look(entry, identity, unknown);
      }
    }
    return unknown.isEmpty() ? List.of() : meet(session, List.copyOf(unknown.values()));
  }

  private void look(Entry entry, Identity identity, Map<Stranger.Key, Stranger> unknown) {
    int account = entry.record().account();
    long number = cache.find(account, identity);
    if (number != IdentityCache.ABSENT) {
      entry.belongsTo(number);
      return;
    }
    unknown
        .computeIfAbsent(Stranger.Key.of(account, identity), key -> new Stranger(key, identity))
        .add(entry);
  }

  private List<Stranger> meet(LogSession session, List<Stranger> strangers) throws SQLException {
    boolean everybodyIsCached = cache.size() == last;
    if (!everybodyIsCached) {
      Strangers.find(session, strangers);
      strangers.stream().filter(Stranger::isKnown).forEach(this::remember);
    }
    var newcomers = strangers.stream().filter(stranger -> !stranger.isKnown()).toList();
    long number = last;
    for (var newcomer : newcomers) {
      newcomer.become(++number);
    }
    return newcomers;
  }

  /// Takes note that new users are on disk.
  void adopt(List<Stranger> newcomers) {
    newcomers.forEach(this::remember);
    last += newcomers.size();
  }

  private void remember(Stranger stranger) {
    cache.put(stranger.key().account(), stranger.identity(), stranger.number());
  }
}
