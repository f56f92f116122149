package dev.promontory.duckdb;

import dev.promontory.record.RecordBody;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The users of one account that a batch of records changes or makes known, with their profile
/// updates in log order. Owned by the writing thread.
final class UserChanges {
  private final Map<Long, List<RecordBody.ProfileUpdate>> updates = new LinkedHashMap<>();
  private final Set<Long> newUsers = new HashSet<>();

  void addNew(long user) {
    newUsers.add(user);
    updates.computeIfAbsent(user, _ -> new ArrayList<>(0));
  }

  /// Whether a user is among them.
  boolean has(long user) {
    return updates.containsKey(user);
  }

  /// Adds an update.
  ///
  /// @return whether it is the first change of this user
  boolean add(long user, RecordBody.ProfileUpdate update) {
    var mine = updates.get(user);
    if (mine != null) {
      mine.add(update);
      return false;
    }
    updates.put(user, new ArrayList<>(List.of(update)));
    return true;
  }

  Map<Long, List<RecordBody.ProfileUpdate>> updates() {
    return updates;
  }

  /// Those that have a row already, which is to be replaced.
  List<Long> known() {
    return updates.keySet().stream().filter(user -> !newUsers.contains(user)).toList();
  }
}
