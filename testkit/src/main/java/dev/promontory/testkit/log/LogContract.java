package dev.promontory.testkit.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.log.AppendBatch;
import dev.promontory.log.AppendResult;
import dev.promontory.log.AppendResult.Appended;
import dev.promontory.log.EventLog;
import dev.promontory.log.LogCursor;
import dev.promontory.log.LogRecord;
import dev.promontory.log.NewRecord;
import dev.promontory.user.Users;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// What the contracts of the log share: a log that is open during each test and may be closed and
/// opened again. Tests of one class may share a store, so they count from where they begin.
public abstract class LogContract {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private LogStore store;
  private EventLog log;

  /// What the tests are run on. Asked for once per test; may be the same for all.
  protected abstract LogStore store();

  /// A place where a log is kept.
  public interface LogStore {
    /// Opens the log as a process does that has just started; the one before is closed.
    EventLog open();

    /// The users of the store, as a process sees them that has just started.
    Users users();

    /// The number of an account that no other test uses.
    int freshAccount();
  }

  @BeforeEach
  void openLog() {
    store = store();
    log = store.open();
  }

  @AfterEach
  void closeLog() {
    log.close();
  }

  protected final EventLog log() {
    return log;
  }

  protected final Users users() {
    return store.users();
  }

  protected final int freshAccount() {
    return store.freshAccount();
  }

  /// Closes the log and opens it again.
  protected final void restart() {
    log.close();
    log = store.open();
  }

  /// Appends and expects that nothing is in the way.
  protected final Appended append(List<NewRecord> records) {
    return appended(log.append(AppendBatch.of(records)));
  }

  protected static Appended appended(AppendResult result) {
    assertThat(result).isInstanceOf(Appended.class);
    return (Appended) result;
  }

  /// Everything behind a position up to the present end of the log.
  protected final List<LogRecord> read(long afterPosition) {
    try (var cursor = log.openCursor(afterPosition)) {
      return read(cursor, log.lastPosition() - afterPosition);
    }
  }

  /// The next records of a cursor, which must come soon: at least so many.
  protected static List<LogRecord> read(LogCursor cursor, long count) {
    var records = new ArrayList<LogRecord>();
    while (records.size() < count) {
      var block = cursor.next(PATIENCE);
      assertThat(block).as("after %d of %d records", records.size(), count).isPresent();
      records.addAll(block.orElseThrow().records());
    }
    return records;
  }

  /// Runs tasks at once, each in a thread of its own, and gives their results in order.
  protected static <T> List<T> together(List<? extends Callable<T>> tasks) {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var results = new ArrayList<T>();
      for (Future<T> future : executor.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError("a task failed", e);
    }
  }
}
