package dev.promontory.testkit.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.history.PastEvent;
import dev.promontory.live.Effect;
import dev.promontory.live.LiveCampaign;
import dev.promontory.live.Recollection;
import dev.promontory.live.Tolerance;
import dev.promontory.live.Trigger;
import dev.promontory.live.attempt.Attempt;
import dev.promontory.live.attempt.Attempt.Fate;
import dev.promontory.live.attempt.Attempts;
import dev.promontory.log.LogRecord;
import dev.promontory.record.Profile;
import dev.promontory.record.RecordBody;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Random programs over random histories: what is told of attempts afterwards must be what the fold
/// decided at the time.
///
/// For a longer hunt set the system properties `attempts.seed` (the first seed, default 1) and
/// `attempts.histories` (how many seeds from there, default 40).
class AttemptDifferentialTest {
  private static final long FIRST_SEED = Long.getLong("attempts.seed", 1);
  private static final int HISTORIES = Integer.getInteger("attempts.histories", 40);
  private static final int RECORDS = 120;
  private static final int CAMPAIGNS = 8;
  private static final long FIRST_USER = 1_000;
  private static final long LAST_USER = 1_001;

  private final Set<String> fates = new HashSet<>();
  private int refused;

  @Test
  void attempts_told_afterwards_are_what_the_fold_decided() {
    long qualified = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
      qualified += compare(seed);
    }
    assertThat(qualified).isGreaterThan(20L * HISTORIES);
    assertThat(refused).isGreaterThan(20 * HISTORIES);
    assertThat(fates)
        .containsExactlyInAnyOrder(
            "NotTimely",
            "NotBegun",
            "Over",
            "Paused",
            "Ignored",
            "CancelledBefore",
            "Moved",
            "Cancelled",
            "Lost",
            "Armed",
            "Judged");
  }

  private int compare(long seed) {
    var run = new FoldRun(seed, NaiveSeeds::new);
    for (int i = 0; i < RECORDS; i++) {
      if (i % (RECORDS / 3) == 0) {
        run.publish(CAMPAIGNS);
      }
      run.next();
    }
    open(run);
    int qualified = run.compareWithOracle();
    var end = run.now().plusSeconds(40L * 86_400);
    for (long user : LongStream.rangeClosed(FIRST_USER, LAST_USER).toArray()) {
      for (var campaign : run.campaigns()) {
        compare(seed, run, user, campaign, end);
      }
    }
    return qualified;
  }

  /// Deadlines that are open at the end of the records are told as such.
  private void open(FoldRun run) {
    for (var campaign : run.campaigns()) {
      attempts(run, FIRST_USER, campaign, run.now()).forEach(this::note);
    }
  }

  private void note(Attempt attempt) {
    fates.add(attempt.fate().getClass().getSimpleName());
  }

  private void compare(long seed, FoldRun run, long user, LiveCampaign campaign, Instant end) {
    var records = run.records(user);
    var qualified =
        attempts(run, user, campaign, end).stream()
            .peek(this::note)
            .filter(attempt -> accepts(campaign, attempt, records))
            .map(Attempt::position)
            .toList();
    assertThat(qualified)
        .as("seed %d, user %d, %s", seed, user, campaign)
        .isEqualTo(run.effects(user, campaign).stream().map(Effect.Qualified::occurrence).toList());
  }

  private static List<Attempt> attempts(
      FoldRun run, long user, LiveCampaign campaign, Instant now) {
    var events =
        run.records(user).stream()
            .filter(
                record ->
                    record.body() instanceof RecordBody.Event event
                        && Attempts.isPartOf(campaign, event))
            .toList();
    return Attempts.of(run.changes(campaign.id()), Tolerance.DEFAULT, events, now);
  }

  private boolean accepts(LiveCampaign campaign, Attempt attempt, List<LogRecord> records) {
    if (!(attempt.fate() instanceof Fate.Judged(var at))) {
      return false;
    }
    var filter = campaign.filter();
    if (filter == null) {
      return true;
    }
    long before = before(campaign, attempt, at, records);
    var known = records.stream().filter(record -> record.position() < before).toList();
    var recollection = new Recollection(records.getFirst().user(), profile(known), events(records));
    boolean holds = recollection.judge(filter, campaign.zone(), before, at).holds();
    refused += holds ? 0 : 1;
    return holds;
  }

  /// The first position that does not count: that of a trigger, or of what came after a deadline.
  private static long before(
      LiveCampaign campaign, Attempt attempt, Instant at, List<LogRecord> records) {
    return switch (campaign.trigger()) {
      case Trigger.Action _ -> attempt.position();
      case Trigger.Inaction _ ->
          records.stream()
              .filter(record -> record.receivedAtMillis() > at.toEpochMilli())
              .mapToLong(LogRecord::position)
              .findFirst()
              .orElse(Long.MAX_VALUE);
    };
  }

  private static Profile profile(List<LogRecord> records) {
    var profile = Profile.EMPTY;
    for (var record : records) {
      if (record.body() instanceof RecordBody.ProfileUpdate update) {
        profile = profile.apply(update);
      }
    }
    return profile;
  }

  private static List<PastEvent> events(List<LogRecord> records) {
    return records.stream()
        .filter(record -> record.body() instanceof RecordBody.Event)
        .map(
            record -> {
              var event = (RecordBody.Event) record.body();
              var key = new PastEvent.Key(record.epochSecond(), record.position());
              return new PastEvent(key, event.name(), event.properties());
            })
        .toList();
  }
}
