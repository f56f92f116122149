package dev.promontory.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.live.LiveCampaign;
import dev.promontory.live.Occasion;
import dev.promontory.live.Seeds;
import dev.promontory.live.Taken;
import dev.promontory.live.Trigger;
import dev.promontory.live.host.Changed;
import dev.promontory.live.host.Moment;
import dev.promontory.live.host.ProgramChange.Action;
import dev.promontory.live.host.Qualifications;
import dev.promontory.log.AppendBatch;
import dev.promontory.log.EventLog;
import dev.promontory.log.NewRecord;
import dev.promontory.record.Name;
import dev.promontory.record.Properties;
import dev.promontory.record.RecordBody;
import dev.promontory.rule.Behavior;
import dev.promontory.rule.Comparison;
import dev.promontory.rule.Measure;
import dev.promontory.rule.Rule;
import dev.promontory.rule.Window;
import dev.promontory.testkit.MemoryEventLog;
import dev.promontory.testkit.live.MemoryProgramJournal;
import dev.promontory.testkit.live.RecordingQualifications.Decided;
import dev.promontory.time.Span;
import dev.promontory.user.KnownUser;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A host between ports in memory, with a clock that only the test moves.
final class Rig implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(20);
  static final HostSettings.Bounds BOUNDS =
      new HostSettings.Bounds(100, 100, 100, 100, Duration.ofMillis(1), Duration.ofMillis(1));
  private static final long NOON = Instant.parse("2026-11-23T12:00:00Z").toEpochMilli();

  final MemoryEventLog log;
  final MemoryProgramJournal journal = new MemoryProgramJournal();
  final AtomicLong millis = new AtomicLong(NOON);
  private final HostSettings settings;
  private HostPorts ports;
  RocksDbHost host;

  /// @param log that is appended to
  /// @param front the same as the host sees it
  Rig(HostSettings settings, MemoryEventLog log, EventLog front, Seeds seeds, Qualifications sink) {
    this.log = log;
    this.settings = settings;
    ports = new HostPorts(front, journal, seeds, sink, this::now);
    host = RocksDbHost.open(settings, ports);
  }

  /// Two shards with tight bounds.
  static Rig of(Path folder, MemoryEventLog log, Seeds seeds, Qualifications sink) {
    return new Rig(new HostSettings(folder, 2, BOUNDS), log, log, seeds, sink);
  }

  void stop() {
    host.close();
  }

  /// As a crash and a start would.
  void crash() {
    host.crash();
    open();
  }

  void restart() {
    host.close();
    open();
  }

  void open() {
    host = RocksDbHost.open(settings, ports);
  }

  /// Other qualifications from the next start on.
  void use(Qualifications sink) {
    ports = new HostPorts(ports.log(), journal, ports.seeds(), sink, ports.clock());
  }

  Path folder() {
    return settings.folder();
  }

  Instant now() {
    return Instant.ofEpochMilli(millis.get());
  }

  void pass(Duration time) {
    millis.addAndGet(time.toMillis());
  }

  /// A change with whatever belongs to its moment.
  Moment change(int account, Function<Moment, Action> action) {
    return host.change(
        account,
        moment ->
            new Changed<>(moment, List.of(journal.add(account, moment, action.apply(moment)))));
  }

  /// Publishes a campaign.
  void publish(int account, long id, Trigger trigger, @Nullable Rule filter) {
    change(account, moment -> new Action.Put(campaign(id, trigger, filter, moment)));
  }

  static LiveCampaign campaign(long id, Trigger trigger, @Nullable Rule filter, Moment moment) {
    var life = new LiveCampaign.Life(moment.position(), Instant.EPOCH, null);
    return new LiveCampaign(id, 1, ZoneOffset.UTC, trigger, filter, Taken.Wanted.NOTHING, life);
  }

  static Trigger on(String event) {
    return new Trigger.Action(List.of(occasion(event)));
  }

  /// Did one thing and not the other within a minute.
  static Trigger without(String done, String without) {
    return new Trigger.Inaction(
        occasion(done), occasion(without), new Span(1, Span.Unit.MINUTE), Trigger.Rearm.FIRST);
  }

  private static Occasion occasion(String event) {
    return new Occasion(Name.of(event), List.of());
  }

  static Rule atLeast(long times, String event) {
    return new Rule.Did(
        new Behavior(Name.of(event), List.of(), new Window.Ever()),
        new Measure.Count(Comparison.atLeast(times)),
        false);
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

  /// Account, user, campaign and occurrence of what was decided.
  static List<List<Long>> told(List<Decided> decided) {
    return decided.stream()
        .map(
            each ->
                List.of(
                    (long) each.account(),
                    each.user(),
                    each.what().campaign(),
                    each.what().occurrence()))
        .toList();
  }

  @Override
  public void close() {
    host.close();
  }
}
