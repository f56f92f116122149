package dev.promontory.rocksdb;

import dev.promontory.rocksdb.store.DueRow;
import dev.promontory.rocksdb.store.Store;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// When the next deadline of each user of a shard is due. Rows on disk tell it of users whose state
/// is as on disk; the queue in memory of all others. Owned by the thread of the shard.
///
/// All rows up to the time that was swept to were looked at once: whoever they named has been
/// clocked, or is in memory with a later deadline, or is parked. So a sweep never looks at a row
/// twice, however many of them are out of date.
final class Deadlines {
  private static final Comparator<Resident> ORDER =
      (one, other) ->
          one.queuedDue == other.queuedDue
              ? one.key.compareTo(other.key)
              : Long.compare(one.queuedDue, other.queuedDue);

  private final Store store;
  private final int shard;
  private final TreeSet<Resident> queue = new TreeSet<>(ORDER);

  /// Up to when time has passed, or is passing.
  private long target = Long.MIN_VALUE;

  /// When the first row is due that was not looked at.
  private long storedNext;

  /// The last row that was looked at, if others of the same sweep follow.
  private @Nullable DueRow last;

  Deadlines(Store store, int shard) {
    this.store = store;
    this.shard = shard;
    storedNext = millis(store.due(shard, Long.MIN_VALUE, 1));
  }

  private static long millis(List<DueRow> rows) {
    return rows.isEmpty() ? Resident.NEVER : rows.getFirst().millis();
  }

  /// The state of a user has changed.
  void follow(Resident resident) {
    long due = resident.state.nextDueAtMillis();
    if (due != resident.queuedDue) {
      drop(resident);
      if (due != Resident.NEVER) {
        resident.queuedDue = due;
        queue.add(resident);
      }
    }
  }

  private void drop(Resident resident) {
    if (resident.queuedDue != Resident.NEVER) {
      queue.remove(resident);
      resident.queuedDue = Resident.NEVER;
    }
  }

  /// A state has been written, with its row.
  void isWritten(Resident resident) {
    long due = resident.storedDue;
    if (due > target) {
      storedNext = Math.min(storedNext, due);
      if (!resident.isDirty) {
        drop(resident);
      }
    }
  }

  /// Time has passed.
  void passTo(long millis) {
    target = Math.max(target, millis);
  }

  /// Up to when time has passed, or is passing.
  long target() {
    return target;
  }

  /// Whether somebody may be due.
  boolean isBehind() {
    return next() <= target;
  }

  /// When the next deadline is due, at the earliest.
  long next() {
    return queue.isEmpty() ? storedNext : Math.min(storedNext, queue.first().queuedDue);
  }

  /// The next user in memory who is due, or null if none is.
  @Nullable Resident nextQueued() {
    if (queue.isEmpty() || queue.first().queuedDue > target) {
      return null;
    }
    var resident = queue.removeFirst();
    resident.queuedDue = Resident.NEVER;
    return resident;
  }

  /// The next rows that are due. Those of users who are dirty or frozen are out of date, or in the
  /// queue as well.
  ///
  /// @param limit the most rows, 1 or more
  List<DueRow> nextStored(int limit) {
    if (storedNext > target) {
      return List.of();
    }
    var rows =
        last == null
            ? store.due(shard, storedNext, limit + 1)
            : store.dueBehind(shard, last, limit + 1);
    int due = 0;
    while (due < rows.size() && due < limit && rows.get(due).millis() <= target) {
      due++;
    }
    storedNext = due < rows.size() ? rows.get(due).millis() : Resident.NEVER;
    last = due > 0 && storedNext <= target ? rows.get(due - 1) : null;
    return rows.subList(0, due);
  }
}
