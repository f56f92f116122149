package dev.promontory.testkit;

import dev.promontory.log.EventTypes;
import dev.promontory.record.Name;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/// Event names in memory, for tests of what stands on them.
public final class MemoryEventTypes implements EventTypes {
  private final Map<Integer, SequencedSet<Name>> names = new HashMap<>();

  @Override
  public synchronized boolean admit(int account, Name name) {
    var known = names.computeIfAbsent(account, _ -> new LinkedHashSet<>());
    return known.contains(name) || (known.size() < MAX_PER_ACCOUNT && known.add(name));
  }

  @Override
  public synchronized List<Name> all(int account) {
    return List.copyOf(names.getOrDefault(account, new LinkedHashSet<>()));
  }
}
