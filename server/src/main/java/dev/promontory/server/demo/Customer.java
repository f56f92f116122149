package dev.promontory.server.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Someone who shops at the sample shop.
///
/// @param identity what the shop calls them
/// @param joinedAt when they opened their account
/// @param habit how often they come and buy
record Customer(
    String identity, String name, Country country, String city, Instant joinedAt, Habit habit) {
  private static final int MAX_DAYS_BEFORE = 700;
  private static final long SECONDS_PER_DAY = Duration.ofDays(1).toSeconds();

  /// How often a customer comes and buys; how many of a hundred are so, their fewest and most
  /// visits, and in how many of a hundred they pay for a full basket. The shares add up to 100.
  enum Habit {
    CURIOUS(45, 1, 3, 8),
    OCCASIONAL(35, 3, 7, 25),
    REGULAR(15, 8, 16, 45),
    LOYAL(5, 16, 30, 60);

    private final int share;
    private final int minVisits;
    private final int maxVisits;
    private final int buysPercent;

    Habit(int share, int minVisits, int maxVisits, int buysPercent) {
      this.share = share;
      this.minVisits = minVisits;
      this.maxVisits = maxVisits;
      this.buysPercent = buysPercent;
    }

    static Habit drawn(RandomGenerator random) {
      int draw = random.nextInt(100);
      for (var habit : values()) {
        draw -= habit.share;
        if (draw < 0) {
          return habit;
        }
      }
      throw new IllegalStateException("the shares add up to less than 100");
    }

    int visitsDrawn(RandomGenerator random) {
      return random.nextInt(minVisits, maxVisits + 1);
    }

    boolean buys(RandomGenerator random) {
      return random.nextInt(100) < buysPercent;
    }
  }

  /// Makes up a customer who joined before an instant.
  static Customer drawn(int number, Instant before, RandomGenerator random) {
    var country = Country.drawn(random);
    var joinedAt = before.minusSeconds(random.nextLong(MAX_DAYS_BEFORE * SECONDS_PER_DAY));
    return new Customer(
        String.format(Locale.ROOT, "customer-%04d", number),
        country.personDrawn(random),
        country,
        country.cityDrawn(random),
        joinedAt,
        Habit.drawn(random));
  }

  /// Profile properties as the upload takes them.
  Map<String, Object> profile() {
    var profile = new LinkedHashMap<String, Object>();
    profile.put("Name", name);
    profile.put("Email", identity + "@shop.example");
    profile.put("Country", country.name());
    profile.put("City", city);
    profile.put("Customer since", "$D_" + joinedAt.getEpochSecond());
    return profile;
  }
}
