package dev.promontory.bench;

import dev.promontory.live.LiveCampaign;
import dev.promontory.live.Occasion;
import dev.promontory.live.Taken;
import dev.promontory.live.Trigger;
import dev.promontory.record.Name;
import dev.promontory.record.RecordBody;
import dev.promontory.rule.Behavior;
import dev.promontory.rule.Comparison;
import dev.promontory.rule.Rule;
import dev.promontory.rule.Window;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;

/// The host alone, with its state on disk, no log before it and nobody behind it: events a second
/// with 10, 1,000 and 10,000 campaigns, of which the same ten match, a start with the state of a
/// million users, and publishing among 10,000.
///
/// About 1 event in 100 qualifies. Half of the campaigns that do ask what the user did before, so
/// that half of all events change a state.
final class LiveHostPart {
  private static final int USERS = 1_000_000;
  private static final int EVENTS = 2_000_000;
  private static final int FRACTION = 50;
  private static final int TEMPLATES = 20_000;
  private static final int PUBLISHED = 200;
  private static final int WARM_UP = 200;
  private static final double NANOS = 1e9;
  private static final double MAX_GROWTH = 1.5;
  private static final double TARGET_PER_SECOND = 80_000;
  private static final double TARGET_RESTART_SECONDS = 10;
  private static final double TARGET_PUBLISH_MILLIS = 100;

  /// Holds for everybody, but must be counted.
  private static final dev.promontory.rule.Measure COUNTED =
      new dev.promontory.rule.Measure.Count(Comparison.atLeast(0));

  private final Settings settings;
  private final HostUnderTest host;
  private final List<LiveRule> rules;
  private final List<RecordBody> bodies;
  private final List<RecordBody> counted;
  private final int users;
  private Result result;

  private LiveHostPart(Settings settings, HostUnderTest host, Result result) {
    this.settings = settings;
    this.host = host;
    this.result = result;
    rules = LiveRules.drawn(settings.seed(), settings.size(10_000, 1_000) + PUBLISHED);
    var events = LiveEvents.drawn(settings.seed(), TEMPLATES);
    bodies = events.list().stream().map(FoldMatching::body).toList();
    counted =
        events.list().stream()
            .filter(event -> isCounted(event.template().name()))
            .map(FoldMatching::body)
            .toList();
    users = settings.size(USERS, USERS / FRACTION);
  }

  static Result addTo(Result result, Settings settings) throws Exception {
    try (var host = new HostUnderTest(settings.folder().resolve("host"))) {
      return new LiveHostPart(settings, host, result).run();
    }
  }

  private Result run() throws Exception {
    int some = settings.size(EVENTS, EVENTS / FRACTION);
    int first = settings.size(1_000, 100);
    publish(0, LiveRules.MATCHING);
    fold("events of new users, 10 campaigns", users, true);
    double few = fold("events, 10 campaigns", some, false);
    publish(LiveRules.MATCHING, first);
    double perSecond = fold("events, %,d campaigns".formatted(first), some, false);
    double seconds = host.restart() / NANOS;
    settings.say("a start with the state of %,d users: %.2f s".formatted(users, seconds));
    publish(first, rules.size() - PUBLISHED);
    var quiet = publish(rules.size() - PUBLISHED, rules.size());
    double withMany = host.restart() / NANOS;
    double many = fold("events, %,d campaigns".formatted(rules.size()), some, false);
    settings.say(
        "publishing: p50 %.1f ms, p99 %.1f ms"
            .formatted(quiet.millisAt(0.5), quiet.millisAt(0.99)));
    return result
        .with("hostUsers", users)
        .with("campaignsAtPublishing", rules.size())
        .with(Measure.of("start with all users' state", seconds, "s"))
        .with(Measure.of("start with 10,000 campaigns, too", withMany, "s"))
        .with(Measure.of("publishing, p50", quiet.millisAt(0.5), "ms"))
        .with(Measure.of("publishing, p99", quiet.millisAt(0.99), "ms"))
        .with(Target.atMost("event in the host, 10,000 to 10", few / many, MAX_GROWTH))
        .with(Target.atLeast("events/s, the host alone", perSecond, TARGET_PER_SECOND))
        .with(Target.atMost("s, start with 1 M users", seconds, TARGET_RESTART_SECONDS))
        .with(Target.atMost("ms, publishing, p99", quiet.millisAt(0.99), TARGET_PUBLISH_MILLIS));
  }

  /// Publishes some of the campaigns, one by one.
  ///
  /// @return how long each took until it saw events
  private Latencies publish(int from, int to) {
    var took = new Latencies();
    for (var rule : rules.subList(from, to)) {
      took.add(host.publish(since -> campaign(rule, since)));
    }
    return took;
  }

  /// Whether a campaign asks how often the user did this.
  private static boolean isCounted(int event) {
    return event % 2 == 1;
  }

  private static LiveCampaign campaign(LiveRule rule, long since) {
    var plain = FoldMatching.campaign(rule);
    var life = new LiveCampaign.Life(since, Instant.EPOCH, null);
    if (rule.id() > LiveRules.MATCHING) {
      return new LiveCampaign(
          rule.id(), 1, ZoneOffset.UTC, plain.trigger(), null, Taken.Wanted.NOTHING, life);
    }
    var event = Name.of(EventTemplate.NAMES.get(rule.event()));
    var amounts = new LiveRule.Between("Amount", 50_000, 50_800);
    var clause = FoldMatching.clause(amounts);
    var trigger = new Trigger.Action(List.of(new Occasion(event, List.of(clause))));
    var filter =
        isCounted(rule.event())
            ? new Rule.Did(new Behavior(event, List.of(), new Window.Ever()), COUNTED, true)
            : null;
    return new LiveCampaign(
        rule.id(), 1, ZoneOffset.UTC, trigger, filter, Taken.Wanted.NOTHING, life);
  }

  /// @param each whether there is one of each user, that changes their state; or any of anybody
  /// @return events a second
  private double fold(String what, int count, boolean each) throws InterruptedException {
    run(WARM_UP * FRACTION, false);
    long before = host.sink().count();
    double seconds = run(count, each) / NANOS;
    double perSecond = count / seconds;
    long qualified = host.sink().count() - before;
    settings.say(
        "%s: %,.0f a second, %.2f %% qualify"
            .formatted(what, perSecond, 100.0 * qualified / count));
    result = result.with(Measure.of(what, perSecond, "events/s"));
    return perSecond;
  }

  private long run(int count, boolean each) throws InterruptedException {
    long second = host.clock().instant().getEpochSecond();
    long seed = settings.seed();
    return host.fold(
        count,
        i -> {
          var random = new SplittableRandom(seed + i);
          long user = each ? i % users : random.nextInt(users);
          var some = each ? counted : bodies;
          var body = some.get(random.nextInt(some.size()));
          return new GeneratedLog.Said(user + 1, second, body);
        });
  }
}
