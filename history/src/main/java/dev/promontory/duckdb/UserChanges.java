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

  void add(long user, RecordBody.ProfileUpdate update) {
    updates.computeIfAbsent(user, _ -> new ArrayList<>(1)).add(update);
  }

  Map<Long, List<RecordBody.ProfileUpdate>> updates() {
    return updates;
  }

  /// Those that have a row already, which is to be replaced.
  List<Long> known() {
    return updates.keySet().stream().filter(user -> !newUsers.contains(user)).toList();
  }
}
