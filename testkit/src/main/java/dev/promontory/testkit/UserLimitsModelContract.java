package dev.promontory.testkit;

import static dev.promontory.testkit.Rewards.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.grant.Cause;
import dev.promontory.grant.GrantOutcome.Granted;
import dev.promontory.grant.GrantRequest;
import dev.promontory.grant.Limits;
import dev.promontory.grant.Limits.OnShortBudget;
import dev.promontory.grant.Limits.Recurrence;
import dev.promontory.grant.Offer;
import dev.promontory.grant.PointsReward;
import dev.promontory.points.EarnScheme;
import dev.promontory.points.Points;
import dev.promontory.record.Name;
import dev.promontory.wallet.WalletExpiry;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Random requests against a plain list of everything that was given: how every store of grants
/// must keep what limits single users (G2).
public abstract class UserLimitsModelContract extends RewardsContract {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void g2_random_requests_are_decided_as_a_plain_count_of_all_that_was_given_says() {
    for (long seed = 1; seed <= 12; seed++) {
      compare(seed);
    }
  }

  /// What was given, with its time.
  private record Reward(long user, LocalDateTime at, Points points) {}

  private void compare(long seed) {
    var random = new SplittableRandom(seed);
    var limits =
        new Limits(
            new Recurrence(some(12, random), some(4, random), some(6, random), some(9, random)),
            random.nextBoolean() ? null : Points.of(random.nextInt(100, 1_500)),
            random.nextBoolean() ? null : Points.of(random.nextInt(50, 600)),
            random.nextBoolean() ? OnShortBudget.REFUSE : OnShortBudget.PARTIAL);
    var wallet = rewards.wallet(new WalletExpiry.Never(), random.nextInt(4));
    var scheme = new EarnScheme.Percentage(BigDecimal.TEN, Name.of("Amount"));
    var reward = PointsReward.of(wallet.id(), scheme).with(limits);
    var offer = new Offer(account(), 1500 + fresh(), 1, BERLIN, reward);
    var given = new ArrayList<Reward>();
    for (int batch = 0; batch < 12; batch++) {
      var requests =
          Stream.generate(() -> random(offer, random)).limit(random.nextInt(1, 12)).toList();
      var outcomes = rewards.grant(requests);
      for (int i = 0; i < requests.size(); i++) {
        var expected = expected(requests.get(i), wallet.rounding().decimals(), given);
        assertThat(Rewards.given(outcomes.get(i)))
            .as("seed %d, %s, %s after %s", seed, limits, requests.get(i).cause(), given)
            .isEqualTo(expected.isZero() ? "" : expected.toBigDecimal().toPlainString());
        if (outcomes.get(i) instanceof Granted) {
          given.add(new Reward(requests.get(i).user(), local(requests.get(i)), expected));
        }
      }
    }
  }

  private static @Nullable Integer some(int most, SplittableRandom random) {
    return random.nextBoolean() ? null : random.nextInt(1, most + 1);
  }

  private static GrantRequest random(Offer offer, SplittableRandom random) {
    var day = LocalDateTime.parse("2026-03-20T00:00").plusDays(random.nextInt(25));
    var late = random.nextInt(30) == 0 ? day.minusDays(200) : day;
    var at = late.plusMinutes(random.nextInt(4) * 479L).atZone(BERLIN).toInstant();
    var basis = BigDecimal.valueOf(random.nextInt(20_000), 1);
    var cause = new Cause(at, basis, Map.of());
    return new GrantRequest(offer, fresh(), 1 + random.nextInt(3), cause);
  }

  private static LocalDateTime local(GrantRequest request) {
    return LocalDateTime.ofInstant(request.cause().at(), BERLIN);
  }

  /// Looks at everything that was given, for each decision. The scheme gives a tenth, cut off.
  private static Points expected(GrantRequest request, int decimals, List<Reward> given) {
    var limits = request.offer().reward().limits();
    var mine = given.stream().filter(each -> each.user() == request.user()).toList();
    var day = local(request).toLocalDate();
    var monday = day.minusDays(day.getDayOfWeek().getValue() - 1L);
    var days = mine.stream().map(each -> each.at().toLocalDate()).toList();
    var perUser = limits.perUser();
    boolean isOften =
        isReached(perUser.total(), mine.size())
            || isReached(perUser.day(), days.stream().filter(day::equals).count())
            || isReached(
                perUser.week(),
                days.stream()
                    .filter(each -> !each.isBefore(monday) && each.isBefore(monday.plusDays(7)))
                    .count())
            || isReached(
                perUser.month(),
                days.stream()
                    .filter(
                        each ->
                            each.getYear() == day.getYear() && each.getMonth() == day.getMonth())
                    .count());
    if (isOften) {
      return Points.ZERO;
    }
    long unit = BigDecimal.ONE.movePointRight(3 - decimals).longValueExact();
    long asked =
        Objects.requireNonNull(request.cause().basis()).movePointRight(2).longValue() / unit * unit;
    long left = Math.min(left(limits.campaignBudget(), given), left(limits.userBudget(), mine));
    if (asked <= left) {
      return new Points(asked);
    }
    return limits.onShortBudget() == OnShortBudget.REFUSE
        ? Points.ZERO
        : new Points(left / unit * unit);
  }

  private static boolean isReached(@Nullable Integer limit, long count) {
    return limit != null && count >= limit;
  }

  private static long left(@Nullable Points budget, List<Reward> given) {
    long spent = given.stream().mapToLong(each -> each.points().thousandths()).sum();
    return budget == null ? Long.MAX_VALUE : budget.thousandths() - spent;
  }
}
