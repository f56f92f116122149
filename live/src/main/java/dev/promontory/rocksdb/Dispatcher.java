package dev.promontory.rocksdb;

import dev.promontory.live.host.LiveHostBusy;
import dev.promontory.live.host.Moment;
import dev.promontory.live.host.ProgramChange;
import dev.promontory.log.LogBlock;
import dev.promontory.log.LogCursor;
import dev.promontory.log.LogRecord;
import dev.promontory.rocksdb.store.Checkpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Follows the log and gives each shard what is its own; lets programs change between two records,
/// and time pass when the log allows it. Belongs to the thread that calls [#run].
final class Dispatcher {
  /// The most records of one work.
  static final int SLICE = 512;

  private static final Duration WAIT = Duration.ofMillis(5);

  /// How long after less than a slice the next is given: small blocks that come fast would
  /// otherwise wake every shard for a record or two.
  private static final long GATHER_NANOS = 1_000_000;

  private final HostPorts ports;
  private final Crew crew;
  private final Replay replay;
  private final Desk desk;
  private final Time time;

  /// Everything up to here was given.
  private long position;

  /// What was read and is not given yet.
  private List<LogRecord> rest = List.of();

  /// Before when no small slice is given, by [System#nanoTime].
  private long notBeforeNanos = System.nanoTime();

  Dispatcher(HostPorts ports, Crew crew, Replay replay, Desk desk, long position) {
    this.ports = ports;
    this.crew = crew;
    this.replay = replay;
    this.desk = desk;
    this.position = position;
    time = new Time(ports.log(), ports.clock(), crew, desk);
  }

  /// Works until something fails.
  ///
  /// @throws Crew.Closed when the host is being closed
  void run() {
    try (var cursor = ports.log().openCursor(position)) {
      while (true) {
        crew.check();
        attend(cursor);
        time.pass(position);
        advance(cursor, Long.MAX_VALUE);
      }
    }
  }

  /// Gives the next records, up to a position; waits a moment if there are none.
  private void advance(LogCursor cursor, long limit) {
    makeRemembered();
    long end = Math.min(limit, replay.position());
    if (position >= end) {
      return;
    }
    if (rest.isEmpty()) {
      rest = read(cursor);
    }
    if (!rest.isEmpty()) {
      int most = Math.min(rest.size(), SLICE);
      int count = (int) Math.min(most, end - position);
      give(rest.subList(0, count));
      rest = rest.subList(count, rest.size());
    }
  }

  /// The next block, with those behind it that fit into a slice with it; none if none comes.
  private List<LogRecord> read(LogCursor cursor) {
    var first = cursor.next(WAIT).map(LogBlock::records).orElse(List.of());
    if (first.isEmpty() || first.size() >= SLICE) {
      return first;
    }
    long early = notBeforeNanos - System.nanoTime();
    if (early > 0) {
      LockSupport.parkNanos(this, early);
    }
    var records = new ArrayList<>(first);
    while (records.size() < SLICE) {
      var next = cursor.next(Duration.ZERO);
      if (next.isEmpty()) {
        break;
      }
      records.addAll(next.get().records());
    }
    notBeforeNanos = System.nanoTime() + GATHER_NANOS;
    return records;
  }

  private void give(List<LogRecord> slice) {
    var shards = crew.shards();
    var split = new ArrayList<List<LogRecord>>(shards.size());
    for (int i = 0; i < shards.size(); i++) {
      split.add(new ArrayList<>(slice.size()));
    }
    for (var record : slice) {
      split.get(crew.shardOf(record.user())).add(record);
    }
    var last = slice.getLast();
    long witness = Checkpoint.witness(last);
    for (int i = 0; i < shards.size(); i++) {
      crew.give(shards.get(i), new Work.Records(split.get(i), last.position(), witness));
    }
    position = last.position();
  }

  /// Makes the changes that were remembered for this place.
  private void makeRemembered() {
    for (var next = replay.next();
        next != null && next.position() <= position;
        next = replay.next()) {
      crew.await(crew.milestone(next.at().toEpochMilli(), Work.Depth.FOLDED), () -> true);
      crew.give(new Work.Change(next));
      replay.advance();
    }
  }

  /// Lets somebody change a program.
  private void attend(LogCursor cursor) {
    var request = replay.next() == null ? desk.nextChange() : null;
    if (request == null) {
      return;
    }
    try {
      var moment = standStill(cursor, () -> !request.isWithdrawn());
      if (moment == null || !request.begin()) {
        return;
      }
      decide(request, moment);
    } finally {
      // Nothing if it was answered.
      request.fail(new LiveHostBusy("live campaigns stood still before anything was changed"));
    }
  }

  private void decide(ChangeRequest<?> request, Moment moment) {
    ChangeRequest.Outcome outcome;
    try {
      outcome = request.decide(moment);
    } catch (RuntimeException | Error e) {
      request.fail(e);
      // It may be committed all the same.
      make(Replay.read(ports.journal(), replay.last()));
      return;
    }
    try {
      make(outcome.changes());
    } finally {
      outcome.tell().run();
    }
  }

  private void make(List<ProgramChange> changes) {
    for (var change : changes) {
      replay.isMade(change);
      crew.give(new Work.Change(change));
    }
  }

  /// Goes on until everything received up to now is folded and decided.
  ///
  /// @return null if there is no need any more
  private @Nullable Moment standStill(LogCursor cursor, BooleanSupplier isNeeded) {
    var horizon = time.horizon();
    while (position < horizon.position()) {
      crew.check();
      if (!isNeeded.getAsBoolean()) {
        return null;
      }
      advance(cursor, horizon.position());
      horizon = time.renewed(horizon, position);
    }
    var reached = crew.milestone(horizon.millis(), Work.Depth.DECIDED);
    return crew.await(reached, isNeeded)
        ? new Moment(position, Instant.ofEpochMilli(horizon.millis()))
        : null;
  }
}
