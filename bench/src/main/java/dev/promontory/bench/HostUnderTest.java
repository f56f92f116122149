package dev.promontory.bench;

import dev.promontory.live.LiveCampaign;
import dev.promontory.live.Seeds;
import dev.promontory.live.host.Changed;
import dev.promontory.live.host.Moment;
import dev.promontory.live.host.ProgramChange.Action;
import dev.promontory.live.tally.Leaf;
import dev.promontory.rocksdb.HostPorts;
import dev.promontory.rocksdb.HostSettings;
import dev.promontory.rocksdb.RocksDbHost;
import dev.promontory.testkit.live.MemoryProgramJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;

/// The host of the fold with its state on disk, between a generated log and a sink that decides at
/// once.
final class HostUnderTest implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final long LOOK_NANOS = 1_000_000;

  private final MovableClock clock = new MovableClock();
  private final GeneratedLog log = new GeneratedLog(clock);
  private final CountingSink sink = new CountingSink(clock);
  private final MemoryProgramJournal journal = new MemoryProgramJournal();
  private final Path folder;
  private RocksDbHost host;

  /// Nobody did anything before.
  private static final class NoSeeds implements Seeds {
    @Override
    public boolean isReady(long position) {
      return true;
    }

    @Override
    public List<UserSeed> of(int account, Leaf leaf, Collection<Long> users) {
      return List.of();
    }
  }

  HostUnderTest(Path folder) {
    this.folder = folder;
    host = open();
  }

  private RocksDbHost open() {
    var ports = new HostPorts(log, journal, new NoSeeds(), sink, clock);
    return RocksDbHost.open(HostSettings.at(folder), ports);
  }

  MovableClock clock() {
    return clock;
  }

  GeneratedLog log() {
    return log;
  }

  CountingSink sink() {
    return sink;
  }

  /// Makes a campaign live.
  ///
  /// @return nanoseconds until it saw events
  long publish(LongFunction<LiveCampaign> since) {
    long began = System.nanoTime();
    host.change(GeneratedLog.ACCOUNT, moment -> put(moment, since));
    return System.nanoTime() - began;
  }

  private Changed<Moment> put(Moment moment, LongFunction<LiveCampaign> since) {
    var action = new Action.Put(since.apply(moment.position()));
    return new Changed<>(moment, List.of(journal.add(GeneratedLog.ACCOUNT, moment, action)));
  }

  /// Appends records and waits until they have taken effect.
  ///
  /// @return nanoseconds
  long fold(int count, LongFunction<GeneratedLog.Said> said) throws InterruptedException {
    long began = System.nanoTime();
    log.extend(count, said);
    settle();
    return System.nanoTime() - began;
  }

  /// Waits until everything appended has taken effect, and all that is due has fired.
  void settle() throws InterruptedException {
    if (!host.settle(log.lastPosition(), clock.instant(), PATIENCE)) {
      throw new IllegalStateException(host.figures() + " " + host.obstacle());
    }
  }

  /// Waits until all states are on disk.
  void awaitKept() {
    while (host.figures().dirty() > 0) {
      LockSupport.parkNanos(this, LOOK_NANOS);
    }
  }

  /// What is on disk, once it is started again.
  long bytes() throws IOException, InterruptedException {
    var _ = restart();
    long bytes = 0;
    try (var files = Files.walk(folder)) {
      for (var file : (Iterable<Path>) files::iterator) {
        bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
      }
    }
    return bytes;
  }

  /// Stops the host and starts it again.
  ///
  /// @return nanoseconds from the start until it has folded all there is
  long restart() throws InterruptedException {
    host.close();
    long began = System.nanoTime();
    host = open();
    settle();
    return System.nanoTime() - began;
  }

  @Override
  public void close() {
    host.close();
  }
}
