package dev.promontory.rocksdb;

import dev.promontory.live.Matched;
import dev.promontory.live.tally.Leaf;
import java.util.Set;
import java.util.TreeMap;

/// The users of a shard who wait for seeds, with their records in order (LH6). Owned by the thread
/// of the shard.
final class Parking {
  private final Seeder seeder;
  private final Seeder.Asker asker;

  /// How many users' first waiting record is at a position.
  private final TreeMap<Long, Integer> positions = new TreeMap<>();

  private int users;
  private int records;

  Parking(Seeder seeder, Seeder.Asker asker) {
    this.seeder = seeder;
    this.asker = asker;
  }

  /// A user waits from a position on.
  void park(Resident resident, long position) {
    resident.parked = new Parked(position);
    positions.merge(position, 1, Integer::sum);
    users++;
  }

  /// A record of a user who waits.
  void add(Parked parked, Matched matched) {
    parked.waiting.add(matched);
    records++;
  }

  /// The first record of a user that waits need not wait any more.
  void advance(Parked parked) {
    parked.waiting.remove();
    records--;
  }

  /// Asks for seeds without which a user waits.
  ///
  /// @param position from which the user waits now
  void ask(Resident resident, Parked parked, Set<Leaf> missing, long position) {
    leave(parked.position);
    parked.position = position;
    positions.merge(position, 1, Integer::sum);
    for (var leaf : missing) {
      if (parked.asked.add(leaf)) {
        seeder.ask(asker, resident.key.account(), leaf, resident.key.user());
      }
    }
  }

  /// A user waits no more.
  void release(Resident resident, Parked parked) {
    leave(parked.position);
    resident.parked = null;
    users--;
  }

  private void leave(long position) {
    positions.computeIfPresent(position, (_, count) -> count == 1 ? null : count - 1);
  }

  /// Position of the first record that waits, or [Long#MAX_VALUE] if none does.
  long first() {
    return positions.isEmpty() ? Long.MAX_VALUE : positions.firstKey();
  }

  int users() {
    return users;
  }

  int records() {
    return records;
  }
}
