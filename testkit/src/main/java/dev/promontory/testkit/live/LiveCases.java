package dev.promontory.testkit.live;

import static dev.promontory.testkit.history.Words.oneIn;
import static dev.promontory.testkit.history.Words.pick;
import static java.util.stream.Collectors.toSet;

import dev.promontory.account.Account;
import dev.promontory.live.LiveCampaign;
import dev.promontory.live.Occasion;
import dev.promontory.live.Taken;
import dev.promontory.live.Trigger;
import dev.promontory.log.LogRecord;
import dev.promontory.rule.Behavior;
import dev.promontory.rule.Rule;
import dev.promontory.testkit.history.RandomRecords;
import dev.promontory.testkit.history.RandomRules;
import dev.promontory.testkit.history.Words;
import dev.promontory.time.Span;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// Random live campaigns and a random history of one account, all from one seed. Receipts go
/// forward, by milliseconds or by days; events are timed close to their receipt, at the edges of
/// what may trigger, at the edges of days, or anywhere.
public final class LiveCases {
  private static final int USERS = 2;
  private static final List<Integer> EDGES =
      List.of(-7_201, -7_200, -7_199, 119, 120, 121, -3_600, -60, 1);

  private final SplittableRandom random;
  private final LocalDate day;
  private final Account account;
  private final RandomRecords records;
  private final RandomRules rules;
  private long receivedAtMillis;
  private long lastCampaign = 1_499;

  public LiveCases(long seed) {
    random = new SplittableRandom(seed);
    day = pick(Words.DAYS, random);
    account = Words.account(1, random);
    var begin = day.minusDays(random.nextInt(4)).atStartOfDay(account.zone()).toInstant();
    receivedAtMillis = begin.toEpochMilli() + random.nextInt(86_400_000);
    records = new RandomRecords(random, day, begin, 1, USERS);
    rules = new RandomRules(random, day, begin, List.of(1_000L, 1_001L));
  }

  public Account account() {
    return account;
  }

  /// The next record, received at or after the one before.
  public LogRecord record() {
    var record = records.next();
    receivedAtMillis += pause();
    return new LogRecord(
        record.position(),
        record.account(),
        record.user(),
        time(),
        receivedAtMillis,
        record.body());
  }

  private long pause() {
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> 0;
      case 3, 4, 5 -> random.nextInt(3_000);
      case 6 -> 1_000L * random.nextInt(1, 4) * 60;
      case 7 -> 1_000L * random.nextInt(1, 4) * 3_600;
      case 8 -> untilNextSecond() + 1_000L * random.nextInt(60);
      case 9 -> 1_000L * random.nextInt(86_400);
      case 10 -> 1_000L * random.nextInt(600);
      default -> 1_000L * random.nextInt(4 * 86_400);
    };
  }

  private long untilNextSecond() {
    return 1_000 - Math.floorMod(receivedAtMillis, 1_000L);
  }

  private long time() {
    long second = Math.floorDiv(receivedAtMillis, 1_000L);
    return switch (random.nextInt(8)) {
      case 0 -> second + pick(EDGES, random);
      case 1 -> second - random.nextInt(7_200);
      case 2 -> Words.second(day, Instant.ofEpochSecond(second), random);
      case 3 -> second + random.nextInt(-3, 4) * 60L;
      case 4 -> midnight(second) + random.nextInt(-1, 2);
      default -> second;
    };
  }

  private long midnight(long second) {
    return LocalDate.ofInstant(Instant.ofEpochSecond(second), account.zone())
        .plusDays(random.nextInt(2))
        .atStartOfDay(account.zone())
        .toEpochSecond();
  }

  /// When the last record was received, or earlier, if there was none.
  public Instant now() {
    return Instant.ofEpochMilli(receivedAtMillis);
  }

  /// The next campaign, published behind a position.
  public LiveCampaign campaign(long sincePosition) {
    var trigger = oneIn(2, random) ? action() : inaction();
    return new LiveCampaign(
        ++lastCampaign,
        1 + random.nextInt(3),
        account.zone(),
        trigger,
        oneIn(6, random) ? null : rules.next(),
        wanted(trigger),
        life(sincePosition));
  }

  private Taken.Wanted wanted(Trigger trigger) {
    if (!(trigger instanceof Trigger.Action(var occasions)) || oneIn(3, random)) {
      return Taken.Wanted.NOTHING;
    }
    var basis = occasions.size() == 1 ? rules.path() : null;
    var carried = Stream.generate(rules::path).limit(random.nextInt(4)).collect(toSet());
    return new Taken.Wanted(basis, carried);
  }

  private LiveCampaign.Life life(long sincePosition) {
    var start = oneIn(3, random) ? now().plusSeconds(random.nextInt(86_400)) : Instant.EPOCH;
    var end = oneIn(3, random) ? now().plusSeconds(random.nextInt(30 * 86_400)) : null;
    return new LiveCampaign.Life(sincePosition, start, end);
  }

  private Trigger action() {
    return new Trigger.Action(Stream.generate(this::occasion).limit(random.nextInt(1, 4)).toList());
  }

  private Trigger inaction() {
    var units = List.of(Span.Unit.MINUTE, Span.Unit.HOUR, Span.Unit.DAY);
    return new Trigger.Inaction(
        occasion(),
        occasion(),
        new Span(random.nextInt(1, 4), pick(units, random)),
        pick(List.of(Trigger.Rearm.values()), random));
  }

  private Occasion occasion() {
    while (true) {
      if (rules.next() instanceof Rule.Did did) {
        var where = oneIn(2, random) ? did.behavior().where() : List.<Behavior.Clause>of();
        return new Occasion(did.behavior().event(), where);
      }
    }
  }
}
