package dev.promontory.postgres.log;

import com.github.luben.zstd.ZstdCompressCtx;
import dev.promontory.log.AppendResult.Appended;
import dev.promontory.log.AppendResult.Unavailable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The appends that go to disk together, all or none. Used once, by the appender.
final class LogTransaction {
  private final List<PendingAppend> appends;
  private final long lastPosition;

  /// What each append is told once all is on disk.
  private final Map<PendingAppend, Appended> answers = new LinkedHashMap<>();

  private List<Stranger> newcomers = List.of();
  private Map<EventKey, Long> eventIds = Map.of();
  private Map<String, Long> producers = Map.of();
  private List<BlockCutter.Cut> cuts = List.of();
  private List<StoredBlock> blocks = List.of();
  private boolean committing;

  /// @param lastPosition the position of the newest record on disk
  LogTransaction(List<PendingAppend> appends, long lastPosition) {
    this.appends = appends;
    this.lastPosition = lastPosition;
  }

  List<PendingAppend> appends() {
    return appends;
  }

  /// Reads what must be known, decides, and stamps; writes nothing.
  void prepare(LogSession session, UserNumbers users, EventIds ids, ReceiptFloor floor)
      throws SQLException {
    var kept = new ArrayList<>(appends);
    producers = Producers.dropRepeats(session, kept);
    Map<PendingAppend, List<Entry>> entries = new LinkedHashMap<>();
    List<Entry> all = new ArrayList<>();
    for (var append : kept) {
      var own = append.batch().records().stream().map(Entry::new).toList();
      entries.put(append, own);
      all.addAll(own);
    }
    newcomers = users.resolve(session, all);
    eventIds = ids.dropRepeats(session, all);
    long fresh = all.stream().filter(entry -> !entry.isRepeat()).count();
    var cutter = new BlockCutter(lastPosition, floor.stampUpTo(lastPosition + fresh));
    for (var append : appends) {
      layOut(append, entries.getOrDefault(append, List.of()), cutter);
    }
    floor.raise(cutter.receiptMillis());
    cuts = cutter.finish();
  }

  private void layOut(PendingAppend append, List<Entry> entries, BlockCutter cutter) {
    long bytes = append.bytes() / Math.max(1, append.size());
    int added = 0;
    for (var entry : entries) {
      if (!entry.isRepeat()) {
        cutter.add(entry, bytes);
        added++;
      }
    }
    // If nothing was added, the originals are in the log or earlier in this transaction.
    answers.put(append, new Appended(cutter.position(), append.size() - added));
  }

  /// Makes what was prepared into the bytes that are written.
  void encode(ZstdCompressCtx zstd) {
    blocks = cuts.stream().map(cut -> StoredBlock.of(cut.block(), zstd)).toList();
  }

  /// Writes and commits.
  void write(LogSession session, EventIds ids) throws SQLException {
    boolean onlyBlock = newcomers.isEmpty() && eventIds.isEmpty() && producers.isEmpty();
    if (onlyBlock && blocks.size() == 1) {
      // A single statement commits by itself: one round trip less.
      committing = true;
      BlockRows.insert(session, blocks.getFirst());
      return;
    }
    session.begin();
    if (!newcomers.isEmpty()) {
      Strangers.insert(session, newcomers);
    }
    if (!eventIds.isEmpty()) {
      ids.remember(session, eventIds);
    }
    if (!producers.isEmpty()) {
      Producers.remember(session, producers);
    }
    for (var block : blocks) {
      BlockRows.insert(session, block);
    }
    committing = true;
    session.commit();
  }

  /// Whether, if the connection is lost now, nobody knows what is on disk.
  boolean isInDoubt() {
    return committing;
  }

  /// Whether all of this is on disk, when the connection that wrote it is gone. False if there was
  /// nothing to write but what a second try writes again.
  boolean isOnDisk(LogSession session) throws SQLException {
    return !blocks.isEmpty() && BlockRows.exists(session, blocks.getLast());
  }

  /// Hands over what is on disk now: users to the cache, blocks to the cursors.
  void publish(UserNumbers users, RecentBlocks recent) {
    users.adopt(newcomers);
    for (var cut : cuts) {
      recent.add(cut.block(), cut.bytes());
    }
  }

  /// Tells the callers that their records are on disk.
  void confirm() {
    answers.forEach(PendingAppend::answer);
  }

  /// Tells the callers that nothing was appended, or, if so it says, that this is not known.
  void refuse(Unavailable reason) {
    appends.forEach(append -> append.answer(reason));
  }
}
