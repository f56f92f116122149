package dev.promontory.testkit.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.account.Account;
import dev.promontory.live.Effect;
import dev.promontory.live.Fold;
import dev.promontory.live.Input;
import dev.promontory.live.Judged;
import dev.promontory.live.LiveCampaign;
import dev.promontory.live.Program;
import dev.promontory.live.Seeds;
import dev.promontory.live.Tolerance;
import dev.promontory.live.UserState;
import dev.promontory.live.UserStateCodec;
import dev.promontory.live.host.ProgramChange;
import dev.promontory.live.tally.Leaf;
import dev.promontory.log.AppendBatch;
import dev.promontory.log.LogRecord;
import dev.promontory.log.NewRecord;
import dev.promontory.testkit.MemoryEventLog;
import dev.promontory.user.KnownUser;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// A random program and a random history of one account on their way through the fold, all from one
/// seed. Campaigns are published before and in the middle, share leaves, are paused, resumed and
/// stopped; what came before is seeded. Every state goes through its bytes. For one thread.
public final class FoldRun {
  private static final Duration LONG_AFTER = Duration.ofDays(40);

  private static final Comparator<Effect.Qualified> ORDER =
      Comparator.comparingLong(Effect.Qualified::campaign)
          .thenComparingLong(Effect.Qualified::occurrence);

  private final long seed;
  private final SplittableRandom random;
  private final LiveCases cases;
  private final MemoryEventLog log = new MemoryEventLog();
  private final Seeds seeds;
  private final Program program = new Program(Tolerance.DEFAULT, 0);
  private final List<LiveCampaign> campaigns = new ArrayList<>();
  private final Map<Long, UserState> states = new HashMap<>();
  private final Map<Long, List<Effect>> effects = new HashMap<>();
  private final Map<Long, List<Course.Gap>> gaps = new HashMap<>();
  private final Set<Long> stopped = new HashSet<>();
  private final List<ProgramChange> changes = new ArrayList<>();

  /// @param seeds makes, of the account and the log, what the fold is seeded from; asked about
  ///   positions that the log has
  public FoldRun(long seed, BiFunction<Account, MemoryEventLog, Seeds> seeds) {
    this.seed = seed;
    random = new SplittableRandom(~seed);
    cases = new LiveCases(seed);
    this.seeds = seeds.apply(cases.account(), log);
  }

  public Account account() {
    return cases.account();
  }

  public Program program() {
    return program;
  }

  /// All that were published, those that were stopped too.
  public List<LiveCampaign> campaigns() {
    return List.copyOf(campaigns);
  }

  /// When the last record was received.
  public Instant now() {
    return cases.now();
  }

  /// Publishes campaigns behind the last record.
  public void publish(int count) {
    for (int i = 0; i < count; i++) {
      var campaign = cases.campaign(log.lastPosition());
      campaigns.add(campaign);
      program.put(campaign);
      note(new ProgramChange.Action.Put(campaign));
    }
  }

  /// Takes in the next record.
  public LogRecord next() {
    if (random.nextInt(10) == 0) {
      steer();
    }
    var record = cases.record();
    if (random.nextInt(4) == 0) {
      fold(record.user(), new Input.Clock(Instant.ofEpochMilli(record.receivedAtMillis())));
    }
    fold(record.user(), new Input.Appended(record));
    append(record);
    assertThat(log.record(record.position())).isEqualTo(record);
    return record;
  }

  private void append(LogRecord record) {
    log.append(
        AppendBatch.of(
            List.of(
                new NewRecord(
                    record.account(),
                    new KnownUser(record.user()),
                    record.epochSecond(),
                    record.receivedAtMillis(),
                    record.body(),
                    null))));
  }

  /// Pauses, resumes or stops a campaign, after everything that is due has fired.
  private void steer() {
    pass(cases.now());
    var campaign = campaigns.get(random.nextInt(campaigns.size()));
    var known = gaps.computeIfAbsent(campaign.id(), _ -> new ArrayList<>());
    boolean isPaused = !known.isEmpty() && known.getLast().last() == Long.MAX_VALUE;
    if (!isPaused) {
      known.add(Course.Gap.open(log.lastPosition(), cases.now()));
      if (random.nextInt(4) == 0) {
        program.remove(campaign.id());
        stopped.add(campaign.id());
        note(new ProgramChange.Action.Remove(campaign.id()));
      } else {
        program.pause(campaign.id());
        note(new ProgramChange.Action.Pause(campaign.id()));
      }
    } else if (!stopped.contains(campaign.id())) {
      known.add(known.removeLast().closed(log.lastPosition(), cases.now()));
      program.resume(campaign.id());
      note(new ProgramChange.Action.Resume(campaign.id()));
    }
    states.replaceAll((_, state) -> random.nextBoolean() ? tidy(state) : state);
  }

  private void note(ProgramChange.Action action) {
    changes.add(
        new ProgramChange(
            changes.size() + 1L, account().number(), log.lastPosition(), cases.now(), action));
  }

  /// What changed of a campaign so far.
  public List<ProgramChange> changes(long campaign) {
    return changes.stream().filter(change -> change.action().campaign() == campaign).toList();
  }

  private UserState tidy(UserState state) {
    return Fold.fold(program, state, new Input.ProgramChange()).state();
  }

  private void pass(Instant now) {
    List.copyOf(states.keySet()).forEach(user -> fold(user, new Input.Clock(now)));
  }

  private void fold(long user, Input input) {
    var state = states.getOrDefault(user, UserState.of(user));
    state = seeded(state, Fold.missing(program, state, input));
    var step = Fold.fold(program, state, input);
    effects.computeIfAbsent(user, _ -> new ArrayList<>()).addAll(step.effects());
    var bytes = UserStateCodec.encode(step.state());
    assertThat(UserStateCodec.decode(user, bytes)).isEqualTo(step.state());
    states.put(user, UserStateCodec.decode(user, bytes));
  }

  private UserState seeded(UserState state, Set<Leaf> missing) {
    var seeded = state;
    for (var leaf : missing) {
      var events =
          seeds.of(account().number(), leaf, List.of(state.user())).stream()
              .flatMap(each -> each.events().stream())
              .toList();
      var input = new Input.Seed(leaf.number(), leaf.since(), events);
      seeded = Fold.fold(program, seeded, input).state();
    }
    return seeded;
  }

  /// Lets all deadlines pass, and compares who qualified with what the naive oracle says.
  ///
  /// @return how often anybody did
  public int compareWithOracle() {
    var end = cases.now().plus(LONG_AFTER);
    pass(end);
    int qualified = 0;
    for (long user : states.keySet()) {
      var records = records(user);
      var oracle = new LiveOracle(account(), user, records);
      for (var campaign : campaigns) {
        var course = new Course(campaign, gaps.getOrDefault(campaign.id(), List.of()));
        var expected = oracle.qualified(course, end);
        qualified += expected.size();
        assertThat(effects(user, campaign))
            .as("seed %d, user %d, %s%nrecords %s", seed, user, course, lines(records))
            .isEqualTo(expected.stream().sorted(ORDER).toList());
      }
    }
    return qualified;
  }

  /// The records of a user so far.
  public List<LogRecord> records(long user) {
    return log.records().stream().filter(record -> record.user() == user).toList();
  }

  private static String lines(List<LogRecord> records) {
    var text = new StringBuilder();
    records.forEach(record -> text.append("\n  ").append(record));
    return text.toString();
  }

  /// How a campaign's filter stands to a user now; null if nothing must hold, or it was stopped.
  public @Nullable Judged judge(long user, LiveCampaign campaign) {
    var state = states.getOrDefault(user, UserState.of(user));
    var ready = seeded(state, Fold.missing(program, state, campaign.id()));
    return Fold.judge(program, ready, campaign.id(), cases.now());
  }

  /// When a user qualified in a campaign so far, in order of what made them.
  public List<Effect.Qualified> effects(long user, LiveCampaign campaign) {
    return effects.getOrDefault(user, List.of()).stream()
        .map(effect -> (Effect.Qualified) effect)
        .filter(effect -> effect.campaign() == campaign.id())
        .sorted(ORDER)
        .toList();
  }
}
