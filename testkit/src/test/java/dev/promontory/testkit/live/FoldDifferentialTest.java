package dev.promontory.testkit.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.live.Effect;
import dev.promontory.live.Fold;
import dev.promontory.live.Input;
import dev.promontory.live.LiveCampaign;
import dev.promontory.live.Program;
import dev.promontory.live.Tolerance;
import dev.promontory.live.UserState;
import dev.promontory.live.UserStateCodec;
import dev.promontory.live.tally.Leaf;
import dev.promontory.log.LogRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Random programs over random histories: the fold and the naive oracle must agree on who qualifies
/// when. Campaigns are published before and in the middle, share leaves, are paused, resumed and
/// stopped; what came before is seeded. Every state goes through its bytes.
///
/// For a longer hunt set the system properties `live.seed` (the first seed, default 1) and
/// `live.histories` (how many seeds from there, default 150).
class FoldDifferentialTest {
  private static final long FIRST_SEED = Long.getLong("live.seed", 1);
  private static final int HISTORIES = Integer.getInteger("live.histories", 150);
  private static final int RECORDS = 120;
  private static final int CAMPAIGNS = 8;

  private static final Comparator<Effect.Qualified> ORDER =
      Comparator.comparingLong(Effect.Qualified::campaign)
          .thenComparingLong(Effect.Qualified::occurrence);

  private long qualifiedInAll;

  @Test
  void the_fold_and_the_naive_oracle_agree_on_random_programs_over_random_histories() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
      compare(seed);
    }
    assertThat(qualifiedInAll).isGreaterThan(20L * HISTORIES);
  }

  private void compare(long seed) {
    var run = new Run(seed);
    for (int i = 0; i < RECORDS; i++) {
      if (i % (RECORDS / 3) == 0) {
        run.publish();
      }
      run.next();
    }
    var end = run.cases.now().plusSeconds(40L * 86_400);
    run.finish(end);
    for (long user : run.states.keySet()) {
      var records = run.records(user);
      var oracle = new LiveOracle(run.cases.account(), user, records);
      for (var campaign : run.campaigns) {
        var expected = oracle.qualified(run.course(campaign), end);
        qualifiedInAll += expected.size();
        assertThat(run.effects(user, campaign))
            .as(
                "seed %d, user %d, %s%nrecords %s",
                seed, user, run.course(campaign), lines(records))
            .isEqualTo(expected.stream().sorted(ORDER).toList());
      }
    }
  }

  private static String lines(List<LogRecord> records) {
    var text = new StringBuilder();
    records.forEach(record -> text.append("\n  ").append(record));
    return text.toString();
  }

  /// One history on its way through the fold.
  private static final class Run {
    private final SplittableRandom random;
    private final LiveCases cases;
    private final Program program = new Program(Tolerance.DEFAULT, 0);
    private final List<LiveCampaign> campaigns = new ArrayList<>();
    private final Map<Long, UserState> states = new HashMap<>();
    private final Map<Long, List<LogRecord>> records = new HashMap<>();
    private final Map<Long, List<Effect>> effects = new HashMap<>();
    private final Map<Long, List<Course.Gap>> gaps = new HashMap<>();
    private final Map<Long, Instant> published = new HashMap<>();
    private final Set<Long> stopped = new HashSet<>();
    private long position;

    private Run(long seed) {
      random = new SplittableRandom(~seed);
      cases = new LiveCases(seed);
    }

    private void publish() {
      published.put(position, cases.now());
      for (int i = 0; i < CAMPAIGNS; i++) {
        var campaign = cases.campaign(position);
        campaigns.add(campaign);
        program.put(campaign);
      }
    }

    /// Pauses, resumes or stops a campaign, after everything that is due has fired.
    private void steer() {
      finish(cases.now());
      var campaign = campaigns.get(random.nextInt(campaigns.size()));
      var known = gaps.computeIfAbsent(campaign.id(), _ -> new ArrayList<>());
      boolean isPaused = !known.isEmpty() && known.getLast().last() == Long.MAX_VALUE;
      if (!isPaused) {
        known.add(Course.Gap.open(position, cases.now()));
        if (random.nextInt(4) == 0) {
          program.remove(campaign.id());
          stopped.add(campaign.id());
        } else {
          program.pause(campaign.id());
        }
      } else if (!stopped.contains(campaign.id())) {
        known.add(known.removeLast().closed(position, cases.now()));
        program.resume(campaign.id());
      }
      states.replaceAll((_, state) -> random.nextBoolean() ? tidy(state) : state);
    }

    private UserState tidy(UserState state) {
      return Fold.fold(program, state, new Input.ProgramChange()).state();
    }

    private Course course(LiveCampaign campaign) {
      return new Course(campaign, gaps.getOrDefault(campaign.id(), List.of()));
    }

    private void next() {
      if (random.nextInt(10) == 0) {
        steer();
      }
      var record = cases.record();
      if (random.nextInt(4) == 0) {
        fold(record.user(), new Input.Clock(Instant.ofEpochMilli(record.receivedAtMillis())));
      }
      fold(record.user(), new Input.Appended(record));
      records.computeIfAbsent(record.user(), _ -> new ArrayList<>()).add(record);
      position = record.position();
    }

    private void finish(Instant end) {
      List.copyOf(states.keySet()).forEach(user -> fold(user, new Input.Clock(end)));
    }

    private void fold(long user, Input input) {
      var state = states.getOrDefault(user, UserState.of(user));
      var oracle = new LiveOracle(cases.account(), user, records(user));
      for (var leaf : Fold.missing(program, state, input)) {
        state = Fold.fold(program, state, NaiveSeed.of(leaf, oracle, published(leaf))).state();
      }
      var step = Fold.fold(program, state, input);
      effects.computeIfAbsent(user, _ -> new ArrayList<>()).addAll(step.effects());
      var bytes = UserStateCodec.encode(step.state());
      assertThat(UserStateCodec.decode(user, bytes)).isEqualTo(step.state());
      states.put(user, UserStateCodec.decode(user, bytes));
    }

    private Instant published(Leaf leaf) {
      return published.getOrDefault(leaf.since(), Instant.EPOCH);
    }

    private List<LogRecord> records(long user) {
      return records.getOrDefault(user, List.of());
    }

    private List<Effect.Qualified> effects(long user, LiveCampaign campaign) {
      return effects.getOrDefault(user, List.of()).stream()
          .map(effect -> (Effect.Qualified) effect)
          .filter(effect -> effect.campaign() == campaign.id())
          .sorted(ORDER)
          .toList();
    }
  }
}
