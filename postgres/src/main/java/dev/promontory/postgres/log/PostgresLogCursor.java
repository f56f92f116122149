package dev.promontory.postgres.log;

import dev.promontory.log.LogBlock;
import dev.promontory.log.LogCursor;
import dev.promontory.postgres.log.RecentBlocks.Next;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import javax.sql.DataSource;

/// A place in the log. Takes blocks from memory near the head and from the database otherwise, and
/// never makes anybody wait but its own reader.
final class PostgresLogCursor implements LogCursor {
  private final DataSource source;
  private final RecentBlocks recent;

  /// The position of the last record that was given out.
  private long after;

  /// What has been read ahead from the database, the next block first.
  private final ArrayDeque<StoredBlock> page = new ArrayDeque<>();

  private boolean closed;

  PostgresLogCursor(DataSource source, RecentBlocks recent, long afterPosition) {
    this.source = source;
    this.recent = recent;
    this.after = afterPosition;
  }

  @Override
  public Optional<LogBlock> next(Duration timeout) {
    if (closed) {
      throw new IllegalStateException("the cursor is closed");
    }
    try {
      var next = page.isEmpty() ? recent.await(after, timeout.toNanos()) : new Next.OnDisk();
      return switch (next) {
        case Next.InMemory(var block) -> give(block);
        case Next.OnDisk() -> give(readNext());
        case Next.Nothing() -> Optional.empty();
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private Optional<LogBlock> give(LogBlock block) {
    after = block.lastPosition();
    return Optional.of(block);
  }

  private LogBlock readNext() {
    if (page.isEmpty()) {
      try (var connection = source.getConnection()) {
        page.addAll(BlockRows.after(connection, after));
      } catch (SQLException e) {
        throw new IllegalStateException("cannot read the log behind position " + after, e);
      }
    }
    if (page.isEmpty()) {
      throw new IllegalStateException("the log has no records behind position " + after);
    }
    var block = page.getFirst().read(after);
    page.removeFirst();
    return block;
  }

  @Override
  public void close() {
    closed = true;
    page.clear();
  }
}
