package dev.promontory.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.account.Account;
import dev.promontory.live.Effect;
import dev.promontory.live.LiveCampaign;
import dev.promontory.live.Seeds;
import dev.promontory.live.host.ProgramChange.Action;
import dev.promontory.live.host.Qualifications;
import dev.promontory.live.host.UserQualified;
import dev.promontory.live.tally.Leaf;
import dev.promontory.log.LogRecord;
import dev.promontory.testkit.MemoryEventLog;
import dev.promontory.testkit.live.Course;
import dev.promontory.testkit.live.LiveCases;
import dev.promontory.testkit.live.LiveOracle;
import dev.promontory.testkit.live.NaiveSeeds;
import dev.promontory.testkit.live.RecordingQualifications;
import dev.promontory.testkit.live.RecordingQualifications.Decided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// LH1, LH2, LH4 to LH6: random programs over random histories of two accounts, through a host that
/// is crashed, restarted and robbed of its state at random, whose history is slow and whose
/// granting fails: who qualifies is what the naive oracle says, in the order of time.
///
/// For a longer hunt set the system properties `live.seed` (the first seed, default 1) and
/// `live.histories` (how many seeds from there, default 12).
class HostDifferentialTest {
  private static final long FIRST_SEED = Long.getLong("live.seed", 1);
  private static final int HISTORIES = Integer.getInteger("live.histories", 12);
  private static final int RECORDS = 240;
  private static final int CAMPAIGNS = 6;
  private static final int ACCOUNTS = 2;
  private static final int COPIES = 4;

  private static final Comparator<Effect.Qualified> ORDER =
      Comparator.comparingLong(Effect.Qualified::campaign)
          .thenComparingLong(Effect.Qualified::occurrence);

  @TempDir private Path folder = Path.of("unset");
  private long qualifiedInAll;
  private long repeatsInAll;

  @Test
  void whatever_happens_to_the_host_users_qualify_as_the_oracle_says() throws Exception {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
      compare(seed);
    }
    assertThat(qualifiedInAll).isGreaterThan(30L * HISTORIES);
    assertThat(repeatsInAll).as("replays repeat").isGreaterThan(5L * HISTORIES);
  }

  private void compare(long seed) throws Exception {
    try (var run = new Run(seed, folder.resolve("state" + seed))) {
      for (int i = 0; i < RECORDS; i++) {
        if (i % (RECORDS / 3) == 0) {
          run.publish();
        }
        run.next();
      }
      var end = run.finish();
      run.users.forEach(
          (account, users) -> users.forEach(user -> compare(run, account, user, end)));
      repeatsInAll += run.sink.taken() - run.sink.decided().size();
    }
  }

  private void compare(Run run, int account, long user, Instant end) {
    var records = run.records(account, user);
    var oracle = new LiveOracle(run.account(account), user, records);
    for (var campaign : run.campaigns.getOrDefault(account, List.of())) {
      var expected = oracle.qualified(run.course(campaign), end).stream().sorted(ORDER).toList();
      qualifiedInAll += expected.size();
      assertThat(run.effects(account, user, campaign))
          .as("seed %d, account %d, user %d, %s", run.seed, account, user, campaign)
          .isEqualTo(expected);
    }
    assertThat(run.effects(account, user))
        .as("seed %d, account %d, user %d in the order of time", run.seed, account, user)
        .isSortedAccordingTo(Comparator.comparing(Effect.Qualified::at));
  }

  /// Fails and dawdles at random.
  private record Unreliable(SplittableRandom random, RecordingQualifications sink, Seeds seeds)
      implements Qualifications, Seeds {

    @Override
    public CompletionStage<Void> take(int account, List<UserQualified> batch) {
      var failure = new IllegalStateException("on purpose");
      return switch (roll()) {
        case 0 -> throw failure;
        case 1 -> CompletableFuture.failedFuture(failure);
        // Decided, but nobody learns of it.
        case 2 ->
            sink.take(account, batch).thenCompose(_ -> CompletableFuture.failedFuture(failure));
        case 3 -> CompletableFuture.runAsync(() -> sink.take(account, batch));
        default -> sink.take(account, batch);
      };
    }

    private synchronized int roll() {
      return random.nextInt(16);
    }

    @Override
    public boolean isReady(long position) {
      return roll() != 0 && seeds.isReady(position);
    }

    @Override
    public List<UserSeed> of(int account, Leaf leaf, Collection<Long> users) {
      if (roll() == 0) {
        throw new IllegalStateException("on purpose");
      }
      return seeds.of(account, leaf, users).stream()
          .filter(seed -> !seed.events().isEmpty())
          .toList();
    }
  }

  /// One history on its way through a host.
  private static final class Run implements AutoCloseable {
    private final long seed;
    private final SplittableRandom random;
    private final LiveCases cases;
    private final RecordingQualifications sink = new RecordingQualifications();
    private final MemoryEventLog log = new MemoryEventLog();
    private final Rig rig;
    private final Map<Integer, List<LiveCampaign>> campaigns = new HashMap<>();
    private final Map<Integer, Set<Long>> users = new HashMap<>();
    private final Map<Long, List<Course.Gap>> gaps = new HashMap<>();
    private final Set<Long> stopped = new HashSet<>();

    private Run(long seed, Path folder) {
      this.seed = seed;
      random = new SplittableRandom(~seed);
      cases = new LiveCases(seed);
      var unreliable = new Unreliable(random.split(), sink, new NaiveSeeds(cases.account(), log));
      var bounds =
          new HostSettings.Bounds(
              random.nextInt(1, 8),
              random.nextInt(1, 8),
              random.nextInt(1, 6),
              random.nextInt(1, 6),
              Duration.ofMillis(random.nextInt(1, 40)),
              Duration.ofNanos(200_000));
      rig = new Rig(new HostSettings(folder, 2, bounds), log, log, unreliable, unreliable);
      rig.millis.set(cases.now().toEpochMilli());
    }

    private Account account(int number) {
      var account = cases.account();
      return new Account(number, account.id(), account.zone(), account.weekStart());
    }

    private void publish() {
      for (int i = 0; i < CAMPAIGNS; i++) {
        int account = 1 + random.nextInt(ACCOUNTS);
        var live = new ArrayList<LiveCampaign>();
        rig.change(
            account,
            moment -> {
              live.add(cases.campaign(moment.position()));
              return new Action.Put(live.getFirst());
            });
        campaigns.computeIfAbsent(account, _ -> new ArrayList<>()).addAll(live);
      }
    }

    /// Pauses, resumes or stops a campaign.
    private void steer() {
      int account = 1 + random.nextInt(ACCOUNTS);
      var some = campaigns.getOrDefault(account, List.of());
      if (some.isEmpty()) {
        return;
      }
      long id = some.get(random.nextInt(some.size())).id();
      var known = gaps.computeIfAbsent(id, _ -> new ArrayList<>());
      boolean isPaused = !known.isEmpty() && known.getLast().last() == Long.MAX_VALUE;
      if (!isPaused) {
        boolean stops = random.nextInt(4) == 0;
        var moment = rig.change(account, _ -> stops ? new Action.Remove(id) : new Action.Pause(id));
        known.add(Course.Gap.open(moment.position(), moment.at()));
        if (stops) {
          stopped.add(id);
        }
      } else if (!stopped.contains(id)) {
        var moment = rig.change(account, _ -> new Action.Resume(id));
        known.add(known.removeLast().closed(moment.position(), moment.at()));
      }
    }

    private void next() throws Exception {
      switch (random.nextInt(24)) {
        case 0, 1 -> steer();
        case 2 -> rig.crash();
        case 3 -> rig.restart();
        case 4 -> rob();
        case 5 -> rig.settle();
        default -> {}
      }
      var record = cases.record();
      rig.millis.set(record.receivedAtMillis());
      int account = 1 + random.nextInt(ACCOUNTS);
      long user = record.user() + 100L * random.nextInt(COPIES);
      users.computeIfAbsent(account, _ -> new HashSet<>()).add(user);
      rig.append(account, user, record.epochSecond(), record.body());
    }

    /// The state is gone, and sometimes the host had no time to say so.
    private void rob() throws IOException {
      if (random.nextBoolean()) {
        rig.host.close();
      } else {
        rig.host.crash();
      }
      if (random.nextInt(3) == 0) {
        try (var files = Files.walk(rig.folder())) {
          for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(file);
          }
        }
      }
      rig.open();
    }

    private Instant finish() throws InterruptedException {
      rig.settle();
      rig.millis.addAndGet(Duration.ofDays(40).toMillis());
      rig.settle();
      assertThat(rig.host.nextDueAtMillis()).isEmpty();
      return rig.now();
    }

    private Course course(LiveCampaign campaign) {
      return new Course(campaign, gaps.getOrDefault(campaign.id(), List.of()));
    }

    private List<LogRecord> records(int account, long user) {
      return log.records().stream()
          .filter(record -> record.account() == account && record.user() == user)
          .toList();
    }

    private List<Effect.Qualified> effects(int account, long user) {
      return sink.decided().stream()
          .filter(each -> each.account() == account && each.user() == user)
          .map(Decided::what)
          .toList();
    }

    private List<Effect.Qualified> effects(int account, long user, LiveCampaign campaign) {
      return effects(account, user).stream()
          .filter(effect -> effect.campaign() == campaign.id())
          .sorted(ORDER)
          .toList();
    }

    @Override
    public void close() {
      rig.close();
    }
  }
}
