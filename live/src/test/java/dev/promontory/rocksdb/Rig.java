package dev.promontory.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.live.Seeds;
import dev.promontory.live.host.Changed;
import dev.promontory.live.host.Moment;
import dev.promontory.live.host.ProgramChange.Action;
import dev.promontory.live.host.Qualifications;
import dev.promontory.log.AppendBatch;
import dev.promontory.log.NewRecord;
import dev.promontory.record.Name;
import dev.promontory.record.Properties;
import dev.promontory.record.RecordBody;
import dev.promontory.testkit.MemoryEventLog;
import dev.promontory.testkit.live.MemoryProgramJournal;
import dev.promontory.user.KnownUser;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/// A host between ports in memory, with a clock that only the test moves.
final class Rig implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(20);

  final MemoryEventLog log;
  final MemoryProgramJournal journal = new MemoryProgramJournal();
  final AtomicLong millis = new AtomicLong();
  private final HostSettings settings;
  private final HostPorts ports;
  RocksDbHost host;

  Rig(Path folder, HostSettings.Bounds bounds, MemoryEventLog log, Seeds seeds, Qualifications q) {
    this.log = log;
    settings = new HostSettings(folder, 2, bounds);
    ports = new HostPorts(log, journal, seeds, q, () -> Instant.ofEpochMilli(millis.get()));
    host = RocksDbHost.open(settings, ports);
  }

  /// As a crash and a start would.
  void crash() {
    host.crash();
    host = RocksDbHost.open(settings, ports);
  }

  void restart() {
    host.close();
    host = RocksDbHost.open(settings, ports);
  }

  void open() {
    host = RocksDbHost.open(settings, ports);
  }

  Path folder() {
    return settings.folder();
  }

  Instant now() {
    return Instant.ofEpochMilli(millis.get());
  }

  /// A change with whatever belongs to its moment.
  Moment change(int account, Function<Moment, Action> action) {
    return host.change(
        account,
        moment ->
            new Changed<>(moment, List.of(journal.add(account, moment, action.apply(moment)))));
  }

  /// A user does something now.
  void does(int account, long user, String event) {
    append(
        account, user, millis.get() / 1_000, new RecordBody.Event(Name.of(event), Properties.NONE));
  }

  void append(int account, long user, long epochSecond, RecordBody body) {
    var record = new NewRecord(account, new KnownUser(user), epochSecond, millis.get(), body, null);
    log.append(AppendBatch.of(List.of(record)));
  }

  /// Everything so far has taken effect.
  void settle() throws InterruptedException {
    assertThat(host.settle(log.lastPosition(), now(), PATIENCE))
        .as(() -> "settled; " + host.obstacle() + " " + host.figures())
        .isTrue();
  }

  @Override
  public void close() {
    host.close();
  }
}
