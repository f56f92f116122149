package dev.promontory.rocksdb;

import dev.promontory.live.host.Changed;
import dev.promontory.live.host.LiveFigures;
import dev.promontory.live.host.LiveHost;
import dev.promontory.live.host.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.rocksdb.RocksDB;

/// The host in this process, with its state in a folder.
///
/// To be opened when the log, the journal and history are open, and closed before them. What it has
/// folded since its last checkpoint, a second or so, is folded again after a crash, with the same
/// qualifications; the folder may be deleted while it is closed.
///
/// ```
/// var ports = new HostPorts(log, journal, seeds, qualifications, clock);
/// var host = RocksDbHost.open(HostSettings.at(folder), ports);
/// host.change(account, moment -> transactions.inTransaction(tx -> …));
/// host.settle(log.lastPosition(), clock.instant(), Duration.ofSeconds(30));
/// host.close();
/// ```
public final class RocksDbHost implements LiveHost {
  /// How long it must go well until a failure is forgotten.
  private static final long FORGET_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Desk desk = new Desk();
  private final Troubles troubles = Troubles.none();
  private final Session.Setting setting;
  private final Thread thread;
  private volatile boolean open = true;
  private volatile Inbox.End end = Inbox.End.ORDERLY;
  private volatile Session session;

  private RocksDbHost(HostSettings settings, HostPorts ports) {
    setting = new Session.Setting(settings, ports, troubles, desk, () -> open);
    session = Session.start(setting);
    thread = Thread.ofPlatform().name("live dispatcher").daemon().start(this::work);
  }

  /// Opens the state, or begins it anew if it is of no use, and starts to follow the log.
  ///
  /// @throws RuntimeException if the folder is in use, the disk fails, or the log or the journal
  ///   cannot be read
  public static RocksDbHost open(HostSettings settings, HostPorts ports) {
    return new RocksDbHost(settings, ports);
  }

  /// Follows the log; after a failure, begins anew from what is on disk.
  private void work() {
    boolean isRunning = true;
    while (open) {
      long began = System.nanoTime();
      try {
        if (!isRunning) {
          session = Session.start(setting);
          isRunning = true;
        }
        session.run();
      } catch (Crew.Closed _) {
        break;
      } catch (RuntimeException | Error e) {
        if (System.nanoTime() - began > FORGET_NANOS) {
          troubles.course().isOver();
        }
        troubles.course().note(e);
        if (isRunning) {
          session.end(Inbox.End.ABRUPT);
          isRunning = false;
        }
        LockSupport.parkNanos(this, setting.settings().bounds().pause().toNanos());
      }
    }
    desk.close();
    if (isRunning) {
      session.end(end);
    }
  }

  /// Loads what is not Java, which [#open] needs. Can be called before, by any thread, so that
  /// opening does not wait for it.
  public static void loadNativeCode() {
    RocksDB.loadLibrary();
  }

  @Override
  public <T> T change(int account, Function<Moment, Changed<T>> decide) {
    var request = new ChangeRequest<>(decide);
    desk.add(request);
    return request.await(CHANGE_PATIENCE);
  }

  @Override
  public long position() {
    return session.crew().min(ShardView::position);
  }

  @Override
  public boolean settle(long position, Instant now, Duration patience) throws InterruptedException {
    var request = new SettleRequest(position, now.toEpochMilli(), new CompletableFuture<>());
    desk.settling().add(request);
    try {
      request.settled().get(patience.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("it is not known what is settled", e);
    } finally {
      desk.settling().remove(request);
    }
  }

  @Override
  public OptionalLong nextDueAtMillis() {
    long next = session.crew().min(ShardView::nextDueAtMillis);
    return next == Resident.NEVER ? OptionalLong.empty() : OptionalLong.of(next);
  }

  @Override
  public Optional<String> obstacle() {
    return troubles.obstacle();
  }

  @Override
  public LiveFigures figures() {
    var now = session;
    var crew = now.crew();
    return new LiveFigures(
        crew.sum(ShardView::folded),
        crew.shards().stream().mapToInt(shard -> shard.inbox().size()).sum(),
        crew.sum(ShardView::parked),
        crew.sum(ShardView::parkedUsers),
        crew.sum(ShardView::undecided),
        crew.sum(ShardView::qualified),
        crew.sum(ShardView::dirty),
        crew.sum(ShardView::armed));
  }

  @Override
  public void close() {
    end(Inbox.End.ORDERLY);
  }

  /// Ends as a crash would, but for what RocksDB does when it is closed.
  void crash() {
    end(Inbox.End.ABRUPT);
  }

  private void end(Inbox.End how) {
    end = how;
    open = false;
    LockSupport.unpark(thread);
    Threads.join(thread);
  }
}
