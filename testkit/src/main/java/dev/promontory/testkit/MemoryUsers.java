package dev.promontory.testkit;

import dev.promontory.user.Identity;
import dev.promontory.user.Users;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/// Users in memory.
final class MemoryUsers implements Users {
  private final Map<Key, Long> numbers =
      new TreeMap<>(
          Comparator.comparingInt(Key::account)
              .thenComparing(key -> key.identity().kind())
              .thenComparing(key -> key.identity().value()));

  private record Key(int account, Identity identity) {}

  /// The number of a user, a new one if they were not known.
  synchronized long number(int account, Identity identity) {
    return numbers.computeIfAbsent(new Key(account, identity), _ -> numbers.size() + 1L);
  }

  @Override
  public synchronized OptionalLong find(int account, Identity identity) {
    var number = numbers.get(new Key(account, identity));
    return number == null ? OptionalLong.empty() : OptionalLong.of(number);
  }

  @Override
  public Map<Identity, Long> findAll(int account, Collection<Identity> identities) {
    Map<Identity, Long> found = new HashMap<>();
    for (var identity : identities) {
      find(account, identity).ifPresent(number -> found.put(identity, number));
    }
    return found;
  }

  @Override
  public synchronized Map<Long, List<Identity>> identities(int account, Collection<Long> users) {
    Map<Long, List<Identity>> found = new LinkedHashMap<>();
    for (var user : users) {
      var identities =
          numbers.entrySet().stream()
              .filter(entry -> entry.getKey().account() == account && entry.getValue().equals(user))
              .map(entry -> entry.getKey().identity())
              .toList();
      if (!identities.isEmpty()) {
        found.put(user, identities);
      }
    }
    return found;
  }

  @Override
  public synchronized List<Identity> search(int account, String text, int limit) {
    var sought = text.toLowerCase(Locale.ROOT);
    return numbers.keySet().stream()
        .filter(key -> key.account() == account)
        .map(Key::identity)
        .filter(identity -> identity.value().toLowerCase(Locale.ROOT).contains(sought))
        .limit(limit)
        .toList();
  }
}
