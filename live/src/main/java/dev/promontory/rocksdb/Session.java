package dev.promontory.rocksdb;

import dev.promontory.live.host.ProgramChange;
import dev.promontory.rocksdb.store.Store;
import dev.promontory.rocksdb.store.StoreOpening;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A host from one start to the next: after a failure all of it is begun anew from what is on disk.
final class Session {
  private static final Logger LOG = LoggerFactory.getLogger(RocksDbHost.class);
  private static final ThreadFactory WRITER =
      Thread.ofPlatform().name("live checkpoints").daemon().factory();

  private final Store store;
  private final Seeder seeder;
  private final ExecutorService writer;
  private final Crew crew;
  private final Dispatcher dispatcher;

  /// What a session needs besides its store.
  record Setting(
      HostSettings settings,
      HostPorts ports,
      Troubles troubles,
      Desk desk,
      BooleanSupplier isOpen) {}

  /// Opens the state and starts the shards.
  static Session start(Setting setting) {
    var settings = setting.settings();
    var opening = new StoreOpening(settings.folder(), settings.shards(), LOG::warn);
    var changes = Replay.read(setting.ports().journal(), 0);
    var store = opening.open(setting.ports().log());
    try {
      var programs = programs(store, changes);
      if (programs == null) {
        store.close();
        opening.throwAway("does not fit the remembered changes of campaigns");
        store = opening.open(setting.ports().log());
        programs = Objects.requireNonNull(programs(store, changes));
      }
      return new Session(setting, store, programs, changes);
    } catch (RuntimeException | Error e) {
      store.close();
      throw e;
    }
  }

  /// The programs of each shard as of its checkpoint, or null if state and changes are not of one
  /// history.
  private static @Nullable List<Programs> programs(Store store, List<ProgramChange> changes) {
    var programs = new ArrayList<Programs>();
    for (int shard = 0; shard < store.shards(); shard++) {
      var checkpoint = store.checkpoint(shard);
      boolean isTooFar =
          changes.stream()
              .anyMatch(
                  change ->
                      change.number() > checkpoint.change()
                          && change.position() < checkpoint.position());
      if (isTooFar) {
        return null;
      }
      var mine = new Programs(store.nextLeaves(shard));
      try {
        mine.restore(changes, checkpoint.change(), store.marks(shard));
      } catch (IllegalArgumentException e) {
        LOG.warn("live state names other leaves than its campaigns", e);
        return null;
      }
      programs.add(mine);
    }
    return programs;
  }

  private Session(
      Setting setting, Store store, List<Programs> programs, List<ProgramChange> changes) {
    this.store = store;
    var bounds = setting.settings().bounds();
    seeder = new Seeder(setting.ports().seeds(), setting.troubles().seeds(), bounds.pause());
    writer = Executors.newSingleThreadExecutor(WRITER);
    var shards = new ArrayList<Shard>();
    long position = Long.MAX_VALUE;
    long done = Long.MAX_VALUE;
    for (int i = 0; i < programs.size(); i++) {
      var checkpoint = store.checkpoint(i);
      position = Math.min(position, checkpoint.position());
      done = Math.min(done, checkpoint.change());
      var parts =
          new ShardParts(
              i,
              store,
              seeder,
              setting.ports().qualifications(),
              writer,
              new Inbox(),
              bounds,
              setting.troubles());
      shards.add(new Shard(parts, checkpoint, programs.get(i)));
    }
    crew = new Crew(shards, setting.isOpen());
    dispatcher =
        new Dispatcher(setting.ports(), crew, new Replay(changes, done), setting.desk(), position);
    crew.start();
  }

  Crew crew() {
    return crew;
  }

  /// Follows the log until something fails.
  ///
  /// @throws Crew.Closed when the host is being closed
  void run() {
    dispatcher.run();
  }

  /// Ends all threads and closes the state.
  void end(Inbox.End how) {
    crew.end(how);
    seeder.close();
    writer.close();
    store.close();
  }
}
