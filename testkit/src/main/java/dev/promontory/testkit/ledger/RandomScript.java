package dev.promontory.testkit.ledger;

import dev.promontory.ledger.Source;
import dev.promontory.ledger.Validity;
import dev.promontory.points.Rounding;
import dev.promontory.time.Span;
import dev.promontory.wallet.Wallet;
import dev.promontory.wallet.Wallet.Consumption;
import dev.promontory.wallet.Wallet.Status;
import dev.promontory.wallet.WalletExpiry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Draws scripts: wallets of all kinds, awkward days in awkward zones, and everything that can
/// happen. Owned by one thread.
final class RandomScript {
  /// What not all books under test can do.
  enum Kind {
    MERGE,
    CHANGE,
    BLOCK
  }

  private static final List<String> ZONES =
      List.of(
          "America/New_York",
          "Asia/Beirut",
          "Australia/Lord_Howe",
          "America/Santiago",
          "America/Havana",
          "Pacific/Chatham",
          "Asia/Kolkata",
          "UTC");

  // Ends of months and years, a leap day, and days before clocks change.
  private static final List<String> STARTS =
      List.of(
          "2026-01-31T10:15:00",
          "2028-02-28T23:59:59.999",
          "2028-02-29T12:00:00",
          "2026-12-31T23:30:00",
          "2026-03-07T02:30:00",
          "2026-03-28T00:00:00",
          "2026-10-31T01:30:00",
          "2026-10-03T02:15:00",
          "2026-08-31T18:45:00");

  private final SplittableRandom random;
  private final Set<Kind> kinds;
  private final List<Integer> credits = new ArrayList<>();
  private final List<Integer> spendings = new ArrayList<>();
  private final List<Integer> holds = new ArrayList<>();
  private final List<Long> usersOf = new ArrayList<>();
  private int decimals;
  private LocalDate firstDay = LocalDate.EPOCH;

  private RandomScript(long seed, Set<Kind> kinds) {
    this.random = new SplittableRandom(seed);
    this.kinds = kinds.isEmpty() ? EnumSet.noneOf(Kind.class) : EnumSet.copyOf(kinds);
  }

  /// A script of so many steps; the same for the same seed.
  static Script of(long seed, int steps, Set<Kind> kinds) {
    return new RandomScript(seed, kinds).script(steps);
  }

  private Script script(int count) {
    var zone = ZoneId.of(one(ZONES));
    var local = LocalDateTime.parse(one(STARTS)).plusDays(random.nextInt(-1, 3));
    var start = local.atZone(zone).toInstant();
    firstDay = local.toLocalDate();
    decimals = random.nextInt(4);
    var wallet = wallet(start);
    usersOf.add(0L);
    var steps = new ArrayList<Step>();
    for (int number = 1; number <= count; number++) {
      var act = number <= 2 ? give() : act();
      steps.add(new Step(number, act));
      remember(number, act);
    }
    return new Script(wallet, zone, start, steps);
  }

  private Wallet wallet(Instant start) {
    return new Wallet(
        0,
        1,
        "Wallet",
        "Coins",
        random.nextBoolean() ? new WalletExpiry.Never() : expiry(),
        one(List.of(Consumption.values())),
        new Rounding(decimals, one(List.of(Rounding.Mode.values()))),
        Status.ACTIVE,
        random.nextBoolean() ? null : 1 + random.nextInt(20),
        random.nextInt(3) == 0 ? 0 : random.nextInt(31),
        start);
  }

  private void remember(int number, Step.Act act) {
    usersOf.add(act instanceof Step.Request request ? request.user() : 0L);
    switch (act) {
      case Step.Give _ -> credits.add(number);
      case Step.Take _, Step.Capture _ -> spendings.add(number);
      case Step.Keep _ -> holds.add(number);
      default -> {
        // Nothing refers to it.
      }
    }
  }

  private Step.Act act() {
    int dice = random.nextInt(100);
    if (dice < 60) {
      return coming(dice);
    }
    if (dice < 78) {
      return dice < 69 ? refund() : reverse();
    }
    if (dice < 96) {
      return passing(dice);
    }
    return rare();
  }

  private Step.Act coming(int dice) {
    if (dice < 22) {
      return give();
    }
    if (dice < 37) {
      return new Step.Take(user(), amount(20), one(List.of(Source.API, Source.MANUAL)));
    }
    if (dice < 47 || holds.isEmpty()) {
      return new Step.Keep(user(), amount(15), time());
    }
    int hold = oneOfLast(holds);
    return dice < 55
        ? new Step.Capture(usersOf.get(hold), hold, amountOrAll())
        : new Step.Release(usersOf.get(hold), hold);
  }

  private Step.Act passing(int dice) {
    if (dice < 86) {
      return new Step.Pass(random.nextInt(10) == 0 ? time().negated() : time());
    }
    return dice < 93
        ? new Step.PassToDue(Duration.ofMillis(random.nextInt(-1, 2)))
        : new Step.Settle();
  }

  private Step.Act rare() {
    var kind = one(List.of(Kind.values()));
    if (!kinds.contains(kind)) {
      return new Step.Settle();
    }
    return switch (kind) {
      case MERGE -> new Step.Merge(user(), user());
      case BLOCK -> new Step.Block(user(), random.nextInt(3) == 0);
      case CHANGE ->
          random.nextBoolean()
              ? new Step.Consume(one(List.of(Consumption.values())))
              : new Step.Turn(random.nextInt(4) == 0 ? Status.PAUSED : Status.ACTIVE);
    };
  }

  private Step.Give give() {
    var delay = random.nextBoolean() ? null : span();
    var expiry = random.nextInt(3) == 0 ? null : expiry();
    var source = one(List.of(Source.API, Source.CAMPAIGN, Source.MANUAL));
    return new Step.Give(user(), amount(30), new Validity(delay, expiry), source);
  }

  private Step.Act refund() {
    if (spendings.isEmpty()) {
      return give();
    }
    var some = someOfOneUser(spendings);
    return new Step.Refund(usersOf.get(some.getFirst()), some, amountOrAll());
  }

  private Step.Act reverse() {
    var some = someOfOneUser(credits);
    return new Step.Reverse(usersOf.get(some.getFirst()), some, amountOrAll());
  }

  /// One of the last steps, and sometimes others of the same user, in any order.
  private List<Integer> someOfOneUser(List<Integer> numbers) {
    var some = new ArrayList<Integer>();
    some.add(oneOfLast(numbers));
    for (int more = random.nextInt(3) == 0 ? random.nextInt(1, 4) : 0; more > 0; more--) {
      int other = one(numbers);
      if (usersOf.get(other).equals(usersOf.get(some.getFirst())) && !some.contains(other)) {
        some.add(random.nextInt(some.size() + 1), other);
      }
    }
    return some;
  }

  private int oneOfLast(List<Integer> numbers) {
    return numbers.get(random.nextInt(Math.max(0, numbers.size() - 6), numbers.size()));
  }

  private long user() {
    // Most of what happens, happens to one user.
    return Math.max(1, random.nextInt(-3, Comparison.USERS.size() + 1));
  }

  private BigDecimal amount(int most) {
    if (random.nextInt(60) == 0) {
      return decimals < 3 && random.nextBoolean()
          ? BigDecimal.valueOf(15, decimals + 1)
          : BigDecimal.ZERO;
    }
    return BigDecimal.valueOf(1 + random.nextInt(most), decimals);
  }

  private @Nullable BigDecimal amountOrAll() {
    return random.nextInt(3) == 0 ? null : amount(random.nextBoolean() ? 6 : 16);
  }

  private Duration time() {
    return switch (random.nextInt(6)) {
      case 0 -> Duration.ofMillis(1 + random.nextInt(2000));
      case 1 -> Duration.ofMinutes(1 + random.nextInt(120));
      case 2 -> Duration.ofHours(1 + random.nextInt(60));
      case 3, 4 -> Duration.ofDays(1 + random.nextInt(20));
      default -> Duration.ofDays(1 + random.nextInt(120));
    };
  }

  private Span span() {
    return switch (one(List.of(Span.Unit.values()))) {
      case MINUTE -> new Span(1 + random.nextInt(90), Span.Unit.MINUTE);
      case HOUR -> new Span(1 + random.nextInt(60), Span.Unit.HOUR);
      case DAY -> new Span(1 + random.nextInt(30), Span.Unit.DAY);
      case WEEK -> new Span(1 + random.nextInt(5), Span.Unit.WEEK);
      case MONTH -> new Span(1 + random.nextInt(3), Span.Unit.MONTH);
      case YEAR -> new Span(1 + random.nextInt(2), Span.Unit.YEAR);
    };
  }

  private WalletExpiry expiry() {
    return switch (random.nextInt(7)) {
      case 0 -> new WalletExpiry.Never();
      case 1 -> new WalletExpiry.CalendarYears(1 + random.nextInt(2), random.nextBoolean());
      case 2 -> new WalletExpiry.OnDay(firstDay.plusDays(random.nextInt(-5, 200)));
      default -> new WalletExpiry.After(span());
    };
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
