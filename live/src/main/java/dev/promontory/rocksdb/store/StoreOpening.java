package dev.promontory.rocksdb.store;

import dev.promontory.log.EventLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/// Opens a store beside its log. One that does not belong to the log, or cannot be read, is thrown
/// away and begun anew (ST3): what was in it is folded again.
///
/// @param folder of the store and nothing else; created if absent
/// @param shards of a store that is begun anew, 1 to 100
/// @param notices told in a sentence when a store is thrown away
public record StoreOpening(Path folder, int shards, Consumer<String> notices) {
  /// How long the log may take to give a record that it has.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Set<Status.Code> DAMAGED =
      Set.of(Status.Code.Corruption, Status.Code.InvalidArgument, Status.Code.NotSupported);

  public StoreOpening {
    if (shards < 1 || shards > Keys.MAX_SHARDS) {
      throw new IllegalArgumentException("1 to 100 shards: " + shards);
    }
  }

  /// Opens it, empty if it had to be thrown away.
  ///
  /// @throws StoreException if the folder is in use, or the disk fails
  /// @throws IllegalStateException if the log cannot be read just now
  public Store open(EventLog log) {
    var engine = engine();
    try {
      var misfit = misfit(engine, log);
      if (misfit != null) {
        engine.close();
        throwAway(misfit);
        engine = Engine.open(folder);
      }
      var head = head(engine);
      if (head == null) {
        head = new Head(Head.FORMAT, shards, log.id());
        engine.db().put(engine.meta(), Keys.head(), head.toBytes());
      }
      return new Store(engine, head.shards());
    } catch (RocksDBException e) {
      engine.close();
      throw new StoreException("live state cannot be opened", e);
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  private Engine engine() {
    try {
      Files.createDirectories(folder);
      return Engine.open(folder);
    } catch (RocksDBException e) {
      if (e.getStatus() == null || !DAMAGED.contains(e.getStatus().getCode())) {
        throw new StoreException("live state cannot be opened", e);
      }
      throwAway("cannot be read: " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      return Engine.open(folder);
    } catch (RocksDBException e) {
      throw new StoreException("live state cannot be begun anew", e);
    }
  }

  private static @Nullable Head head(Engine engine) throws RocksDBException {
    var bytes = engine.db().get(engine.meta(), Keys.head());
    return bytes == null ? null : Head.of(bytes);
  }

  /// Why a store is not of this log, as the rest of a sentence about it; null if it is.
  private static @Nullable String misfit(Engine engine, EventLog log) throws RocksDBException {
    var head = head(engine);
    if (head == null) {
      return null;
    }
    if (head.format() != Head.FORMAT) {
      return "has format %d, not %d".formatted(head.format(), Head.FORMAT);
    }
    if (!head.log().equals(log.id())) {
      return "is of another log (%s, not %s)".formatted(head.log(), log.id());
    }
    for (int shard = 0; shard < head.shards(); shard++) {
      var bytes = engine.db().get(engine.meta(), Keys.shard(shard));
      var misfit = bytes == null ? null : misfit(Checkpoint.of(bytes), log);
      if (misfit != null) {
        return misfit;
      }
    }
    return null;
  }

  private static @Nullable String misfit(Checkpoint checkpoint, EventLog log) {
    long through = checkpoint.through();
    if (through > log.lastPosition()) {
      return "is at position %d, but the log ends at %d".formatted(through, log.lastPosition());
    }
    return through == 0 || checkpoint.witness() == witness(log, through)
        ? null
        : "has another record at position %d than the log".formatted(through);
  }

  private static long witness(EventLog log, long position) {
    try (var cursor = log.openCursor(position - 1)) {
      return cursor
          .next(PATIENCE)
          .map(block -> Checkpoint.witness(block.records().getFirst()))
          .orElseThrow(
              () -> new IllegalStateException("the log has no record at position " + position));
    }
  }

  /// Deletes what is in the folder.
  public void throwAway(String why) {
    notices.accept("live state " + why + "; it is folded anew from the log");
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (!file.equals(folder)) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
