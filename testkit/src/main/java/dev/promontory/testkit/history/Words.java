package dev.promontory.testkit.history;

import dev.promontory.account.Account;
import dev.promontory.record.Name;
import dev.promontory.record.Value;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;

/// The few words that random histories and random rules are made of, so that they often meet: names
/// that differ only in how they are written, values close to each other, instants on the edges of
/// days where clocks change.
public final class Words {
  static final List<String> EVENTS =
      List.of(
          "Charged",
          "charged",
          "CHAR GED",
          "Product Viewed",
          "productviewed",
          "App Open",
          "Refunded");
  static final List<String> PROPERTIES =
      List.of("Amount", "amount", "Qty", "Q ty", "Category", "When", "Tags", "Items", "Address");
  static final List<String> INNER = List.of("Price", "price", "City", "Geo", "Tags", "Cate gory");
  static final List<String> PATHS =
      List.of(
          "Items.Price",
          "items.city",
          "ITEMS.Geo",
          "Items.Geo.Price",
          "Items.Tags",
          "Items.Category",
          "Address.City",
          "Add ress.Price",
          "Address.Geo",
          "Address.Geo.City",
          "Address.Tags",
          "Address.Geo.Tags",
          "Category.City",
          "Tags.Price",
          "Nowhere",
          "Nowhere.Inside");
  static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "A",
          "shoes",
          "Shoes",
          "red shoes",
          "1",
          "true",
          "'; DROP TABLE x; --",
          "\"q\\",
          "ä",
          "a\u0308",
          "😀",
          "x\u0000y",
          "\u0000",
          "\u0001\u001f",
          "100%",
          "null",
          "a\nb");
  static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "-1",
          "2",
          "3",
          "5",
          "7",
          "8.33",
          "10",
          "0.1",
          "0.2",
          "0.3",
          "0.000001",
          "0.0000001",
          "0.1234567",
          "0.30000000000000004",
          "999999999999.999999",
          "1000000000000",
          "-1000000000000",
          "1763990000000",
          "3.0000001",
          "1e300",
          "-1e300",
          "1.7e308",
          "5e-324");

  /// Zones where days begin at other times than midnight, or are 23 or 25 hours long, or are
  /// shifted by quarters of an hour.
  public static final List<ZoneId> ZONES =
      List.of(
          ZoneId.of("UTC"),
          ZoneId.of("Europe/London"),
          ZoneId.of("America/Sao_Paulo"),
          ZoneId.of("Asia/Kathmandu"),
          ZoneId.of("Pacific/Chatham"),
          ZoneId.of("Asia/Beirut"),
          ZoneId.of("Pacific/Apia"),
          ZoneId.of("Africa/Cairo"));

  /// Days near which clocks change somewhere, a leap day, ends of months and years.
  public static final List<LocalDate> DAYS =
      List.of(
          LocalDate.of(2026, 3, 29),
          LocalDate.of(2026, 10, 25),
          LocalDate.of(2018, 11, 4),
          LocalDate.of(2018, 2, 18),
          LocalDate.of(2024, 2, 29),
          LocalDate.of(2024, 4, 7),
          LocalDate.of(2011, 12, 30),
          LocalDate.of(2010, 10, 17),
          LocalDate.of(2023, 4, 28),
          LocalDate.of(2026, 1, 1),
          LocalDate.of(2026, 3, 31));

  private Words() {}

  /// One of a list.
  public static <T> T pick(List<T> list, SplittableRandom random) {
    return list.get(random.nextInt(list.size()));
  }

  /// True once in so many times.
  public static boolean oneIn(int many, SplittableRandom random) {
    return random.nextInt(many) == 0;
  }

  static Name event(SplittableRandom random) {
    return Name.of(pick(EVENTS, random));
  }

  static Value number(SplittableRandom random) {
    return oneIn(3, random)
        ? Value.number(new BigDecimal(pick(NUMBERS, random)))
        : Value.number(BigDecimal.valueOf(random.nextInt(-3, 12)));
  }

  /// An account with a zone of the list and numbers from 1.
  public static Account account(int number, SplittableRandom random) {
    return new Account(number, "account-" + number, pick(ZONES, random), DayOfWeek.MONDAY);
  }

  /// A second on or near the edge of a day, a whole number of hours away from another instant, or
  /// anywhere within two years around a day.
  public static long second(LocalDate around, Instant now, SplittableRandom random) {
    var day = around.plusDays(random.nextInt(-40, 41));
    return switch (random.nextInt(5)) {
      case 0, 1 -> day.atStartOfDay(pick(ZONES, random)).toEpochSecond() + random.nextInt(-1, 2);
      case 2 -> now.getEpochSecond() + random.nextInt(-3, 4) * 3_600L + random.nextInt(-1, 2);
      case 3 -> now.getEpochSecond() + random.nextInt(-2, 3);
      default ->
          around.atStartOfDay(pick(ZONES, random)).toEpochSecond()
              + random.nextLong(-365 * 86_400L, 365 * 86_400L);
    };
  }
}
