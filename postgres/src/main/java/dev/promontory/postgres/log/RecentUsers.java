package dev.promontory.postgres.log;

import dev.promontory.user.Identity;
import dev.promontory.user.IdentityMemory;
import dev.promontory.user.Users;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/// Users whose numbers were asked for lately are found without asking the database. An identity
/// keeps its number (E7) until its user is deleted, and is forgotten here then. Who is not known is
/// not remembered. Safe for use by many threads.
public final class RecentUsers implements Users, IdentityMemory {
  /// At least so many users are remembered; more take their places. 6 MiB when full.
  static final int REMEMBERED = 100_000;

  private final Users users;

  /// Guarded by itself, like the count.
  private final IdentityCache recent;

  /// How often identities were forgotten: what was asked before is not remembered afterwards.
  private int forgets;

  /// @param users who is asked about the others
  /// @param random unpredictable, so that nobody can have one user taken for another
  public RecentUsers(Users users, RandomGenerator random) {
    this.users = users;
    this.recent = new IdentityCache(new SipHash(random.nextLong(), random.nextLong()), REMEMBERED);
  }

  @Override
  public OptionalLong find(int account, Identity identity) {
    int before;
    synchronized (recent) {
      long known = recent.find(account, identity);
      if (known != IdentityCache.ABSENT) {
        return OptionalLong.of(known);
      }
      before = forgets;
    }
    var found = users.find(account, identity);
    found.ifPresent(user -> remember(before, account, Map.of(identity, user)));
    return found;
  }

  @Override
  public Map<Identity, Long> findAll(int account, Collection<Identity> identities) {
    if (identities.size() > MAX_LOOKUP) {
      throw new IllegalArgumentException(
          "at most " + MAX_LOOKUP + " at once: " + identities.size());
    }
    Map<Identity, Long> found = HashMap.newHashMap(identities.size());
    var others = new ArrayList<Identity>();
    int before;
    synchronized (recent) {
      before = forgets;
      for (var identity : identities) {
        long known = recent.find(account, identity);
        if (known == IdentityCache.ABSENT) {
          others.add(identity);
        } else {
          found.put(identity, known);
        }
      }
    }
    if (!others.isEmpty()) {
      var asked = users.findAll(account, others);
      remember(before, account, asked);
      found.putAll(asked);
    }
    return found;
  }

  private void remember(int before, int account, Map<Identity, Long> found) {
    synchronized (recent) {
      if (forgets == before) {
        found.forEach((identity, user) -> recent.put(account, identity, user));
      }
    }
  }

  @Override
  public void forget(int account, Collection<Identity> identities) {
    synchronized (recent) {
      forgets++;
      identities.forEach(identity -> recent.forget(account, identity));
    }
  }

  @Override
  public Map<Long, List<Identity>> identities(int account, Collection<Long> numbers) {
    return users.identities(account, numbers);
  }

  @Override
  public List<Identity> search(int account, String text, int limit) {
    return users.search(account, text, limit);
  }
}
