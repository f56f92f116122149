package dev.promontory.rocksdb;

import dev.promontory.live.Matched;
import dev.promontory.live.Seeds.UserSeed;
import dev.promontory.live.host.ProgramChange;
import dev.promontory.live.tally.Leaf;
import dev.promontory.log.LogRecord;
import dev.promontory.record.RecordBody;
import dev.promontory.rocksdb.store.Checkpoint;
import dev.promontory.rocksdb.store.DueRow;
import dev.promontory.rocksdb.store.UserKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Some of the users: folds what the dispatcher gives, lets time pass, makes checkpoints. Belongs
/// to the thread that calls [#run]; others give it seeds and look at its [#view].
final class Shard {
  /// The most users whom time passes for at once, between live work.
  static final int SWEEP = 256;

  private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final ShardParts parts;
  private final Programs programs;
  private final Progress progress;
  private final Residents residents;
  private final Deadlines deadlines;
  private final Parking parking;
  private final Handover handover;
  private final UserFolding folding;
  private final Milestones milestones;
  private final Checkpoints checkpoints;
  private final Queue<Seeded> seeded = new ConcurrentLinkedQueue<>();
  private long folded;
  private long armed;
  private volatile ShardView view;

  private record Seeded(int account, Leaf leaf, List<Long> users, List<UserSeed> found) {}

  /// @param programs as they were at the checkpoint
  Shard(ShardParts parts, Checkpoint checkpoint, Programs programs) {
    this.parts = parts;
    this.programs = programs;
    var bounds = parts.bounds();
    var troubles = parts.troubles();
    progress = new Progress(checkpoint);
    residents = new Residents(parts.store(), bounds.resident());
    deadlines = new Deadlines(parts.store(), parts.number());
    parking = new Parking(parts.seeder(), this::seedsCome);
    handover = new Handover(parts.sink(), troubles.deciding(), bounds.undecided(), bounds.pause());
    folding =
        new UserFolding(
            programs,
            residents,
            deadlines,
            parking,
            new UserFolding.Outlet(handover, troubles.folding()));
    milestones = new Milestones(deadlines, parking, handover);
    checkpoints =
        new Checkpoints(
            parts.store(), parts.number(), parts.writer(), bounds.dirty(), bounds.checkpoint());
    view = look();
  }

  /// On the seeder's thread.
  private void seedsCome(int account, Leaf leaf, List<Long> users, List<UserSeed> found) {
    seeded.add(new Seeded(account, leaf, users, found));
    parts.inbox().wake();
  }

  /// The shard as it was a moment ago.
  ShardView view() {
    return view;
  }

  Inbox inbox() {
    return parts.inbox();
  }

  /// Works until the inbox is ended.
  void run() {
    inbox().belongToCaller();
    while (inbox().isOpen()) {
      if (!round()) {
        LockSupport.parkNanos(this, IDLE_NANOS);
      }
    }
    if (inbox().end() == Inbox.End.ORDERLY) {
      keepAll();
    }
  }

  /// @return whether there was anything to do
  private boolean round() {
    boolean any = takeSeeds();
    any |= sweep();
    any |= takeWork();
    any |= handover.run();
    keep();
    var reached = milestones.takeReached();
    residents.evict();
    view = look();
    reached.forEach(milestone -> milestone.reached().complete(null));
    return any;
  }

  private ShardView look() {
    long next = deadlines.next();
    return new ShardView(
        position(),
        parking.users() == 0 ? next : Math.min(next, deadlines.target()),
        folded,
        folding.qualified(),
        parking.records(),
        parking.users(),
        handover.undecided(),
        residents.dirtyCount(),
        armed);
  }

  /// Everything up to here is folded.
  private long position() {
    return Math.min(progress.through(), parking.first() - 1);
  }

  private boolean takeSeeds() {
    var next = seeded.poll();
    if (next == null) {
      return false;
    }
    folding.seed(next.account(), next.leaf(), next.users(), next.found(), progress.next());
    return true;
  }

  /// Lets time pass for some of those who are due.
  private boolean sweep() {
    if (!deadlines.isBehind() || isHeldUp()) {
      return false;
    }
    int left = SWEEP;
    for (; left > 0; left--) {
      var resident = deadlines.nextQueued();
      if (resident == null) {
        break;
      }
      folding.clock(resident, progress.next());
    }
    if (left > 0) {
      var users = deadlines.nextStored(left).stream().map(DueRow::user).toList();
      residents.load(users.stream().filter(user -> residents.find(user) == null).toList());
      users.forEach(user -> folding.clock(resident(user), progress.next()));
    }
    return true;
  }

  private Resident resident(UserKey user) {
    return Objects.requireNonNull(residents.find(user));
  }

  private boolean takeWork() {
    boolean mayTake = !isHeldUp() && parking.records() < parts.bounds().parked();
    var work = mayTake ? inbox().poll() : null;
    switch (work) {
      case null -> {}
      case Work.Records records -> fold(records);
      case Work.Tick(long millis) -> deadlines.passTo(millis);
      case Work.Change(var change) -> apply(change);
      case Work.Milestone milestone -> milestones.add(milestone, progress.through());
    }
    return work != null;
  }

  /// Whether what was folded must get away before more is.
  private boolean isHeldUp() {
    return handover.isFull() || checkpoints.isOverdue(residents.dirtyCount());
  }

  private void fold(Work.Records work) {
    var matched = new ArrayList<Matched>();
    var absent = new LinkedHashSet<UserKey>();
    for (var record : work.records()) {
      var match = record.position() > progress.through() ? match(record) : null;
      if (match != null) {
        matched.add(match);
        var key = key(record);
        if (residents.find(key) == null) {
          absent.add(key);
        }
      }
    }
    residents.load(List.copyOf(absent));
    for (var match : matched) {
      folding.append(resident(key(match.record())), match);
      handover.makeRoom(inbox()::isOpen);
    }
    folded += work.records().size();
    progress.advance(work);
  }

  private static UserKey key(LogRecord record) {
    return new UserKey(record.account(), record.user());
  }

  /// What a record concerns; null if nothing.
  private @Nullable Matched match(LogRecord record) {
    var program =
        record.body() instanceof RecordBody.ProfileUpdate
            ? programs.of(record.account())
            : programs.find(record.account());
    return program == null ? null : program.match(record);
  }

  private void apply(ProgramChange change) {
    if (change.number() <= programs.change()) {
      return;
    }
    if (parking.users() > 0) {
      throw new IllegalStateException("a program changes while users are parked");
    }
    try {
      programs.apply(change);
    } catch (IllegalArgumentException e) {
      parts.troubles().folding().note(e);
    }
  }

  /// Makes checkpoints.
  private void keep() {
    var written = checkpoints.run();
    if (written != null) {
      residents.thaw(written.states());
      written.states().forEach(each -> deadlines.isWritten(each.resident()));
      progress.isKept(written.checkpoint());
      armed = parts.number() == 0 ? parts.store().armed() : 0;
    }
    if (checkpoints.isDue(residents.dirtyCount()) && hasMoved()) {
      checkpoints.begin(snapshot());
    }
  }

  private boolean hasMoved() {
    var last = progress.checkpoint();
    return residents.dirtyCount() > 0
        || position() > last.position()
        || programs.change() > last.change();
  }

  private Snapshot snapshot() {
    return new Snapshot(
        progress.at(position(), programs.change()),
        residents.freeze(),
        programs.takeChanged(),
        handover.mark());
  }

  /// Makes a last checkpoint if all is decided soon enough; otherwise what is missing is folded
  /// again after the next start.
  private void keepAll() {
    long end = System.nanoTime() + CLOSE_NANOS;
    while (handover.undecided() > 0 || checkpoints.isUnderWay() || hasMoved()) {
      handover.run();
      keep();
      if (handover.undecided() == 0 && !checkpoints.isUnderWay() && hasMoved()) {
        checkpoints.begin(snapshot());
      }
      if (System.nanoTime() - end > 0) {
        return;
      }
      LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(1));
    }
  }
}
