package dev.promontory.rocksdb;

import dev.promontory.live.UserState;
import dev.promontory.live.UserStateCodec;
import dev.promontory.rocksdb.store.Store;
import dev.promontory.rocksdb.store.UserKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The users of a shard that are in memory: those whose state is newer than on disk, and those that
/// were used lately. Owned by the thread of the shard.
final class Residents {
  /// The most that are considered for eviction at once.
  private static final int MAX_CONSIDERED = 2_048;

  private final Store store;
  private final int max;
  private final Map<UserKey, Resident> byKey = new HashMap<>();
  private final Deque<Resident> candidates = new ArrayDeque<>();
  private List<Resident> dirty = new ArrayList<>();

  /// A user's state as it goes into a checkpoint.
  ///
  /// @param storedDue when the row is due that is on disk before
  record Frozen(Resident resident, UserState state, long storedDue) {}

  /// @param max about the most that are kept
  Residents(Store store, int max) {
    this.store = store;
    this.max = max;
  }

  @Nullable Resident find(UserKey key) {
    var resident = byKey.get(key);
    if (resident != null) {
      resident.isTouched = true;
    }
    return resident;
  }

  /// Brings users into memory that are not there.
  ///
  /// @param keys each once
  void load(List<UserKey> keys) {
    if (keys.isEmpty()) {
      return;
    }
    var states = store.states(keys);
    for (int i = 0; i < keys.size(); i++) {
      var key = keys.get(i);
      var bytes = states.get(i);
      var state =
          bytes == null ? UserState.of(key.user()) : UserStateCodec.decode(key.user(), bytes);
      var resident = new Resident(key, state);
      byKey.put(key, resident);
      considerLater(resident);
    }
  }

  private void considerLater(Resident resident) {
    if (!resident.isCandidate) {
      resident.isCandidate = true;
      candidates.add(resident);
    }
  }

  void change(Resident resident, UserState next) {
    resident.state = next;
    if (!resident.isDirty) {
      resident.isDirty = true;
      dirty.add(resident);
    }
  }

  int dirtyCount() {
    return dirty.size();
  }

  /// Those that are dirty, for a checkpoint. The one before must be [#thaw]ed.
  List<Frozen> freeze() {
    var frozen = new ArrayList<Frozen>(dirty.size());
    for (var resident : dirty) {
      resident.isDirty = false;
      resident.isFrozen = true;
      frozen.add(new Frozen(resident, resident.state, resident.storedDue));
    }
    dirty = new ArrayList<>();
    return frozen;
  }

  /// The checkpoint is on disk.
  void thaw(List<Frozen> frozen) {
    for (var each : frozen) {
      each.resident().isFrozen = false;
      each.resident().storedDue = each.state().nextDueAtMillis();
      considerLater(each.resident());
    }
  }

  /// Drops users from memory who are on disk and were not used for long, until there is room.
  void evict() {
    int rest = Math.min(candidates.size(), MAX_CONSIDERED);
    while (byKey.size() > max && rest-- > 0) {
      var resident = candidates.remove();
      resident.isCandidate = false;
      if (resident.isTouched && !resident.isPinned()) {
        resident.isTouched = false;
        considerLater(resident);
      } else if (!resident.isPinned()) {
        byKey.remove(resident.key);
      } else if (!resident.isDirty && !resident.isFrozen) {
        considerLater(resident);
      }
    }
  }
}
