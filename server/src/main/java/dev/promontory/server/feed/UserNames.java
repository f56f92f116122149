package dev.promontory.server.feed;

import dev.promontory.user.Identity;
import dev.promontory.user.Users;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// By which identity each user is shown: the first one that they have. Remembers some, so that a
/// busy feed does not ask the store for each record. Safe for use by many threads.
final class UserNames {
  /// The most users that are remembered; when there are more, all are forgotten.
  static final int MAX_REMEMBERED = 10_000;

  private final Users users;

  /// By number of the user, which no two accounts share (E7).
  private final ConcurrentHashMap<Long, Identity> remembered = new ConcurrentHashMap<>();

  UserNames(Users users) {
    this.users = users;
  }

  /// The identities of users of an account; those that cannot be found are left out.
  ///
  /// @param numbers at most [Users#MAX_LOOKUP]
  Map<Long, Identity> of(int account, Collection<Long> numbers) {
    var names = new HashMap<Long, Identity>();
    List<Long> unknown = new ArrayList<>();
    for (long number : numbers) {
      var known = remembered.get(number);
      if (known == null) {
        unknown.add(number);
      } else {
        names.put(number, known);
      }
    }
    if (!unknown.isEmpty()) {
      var found = new HashMap<Long, Identity>();
      users.identities(account, unknown).forEach((user, all) -> found.put(user, all.getFirst()));
      remember(found);
      names.putAll(found);
    }
    return names;
  }

  private void remember(Map<Long, Identity> found) {
    if (remembered.size() + found.size() > MAX_REMEMBERED) {
      remembered.clear();
    }
    remembered.putAll(found);
  }
}
