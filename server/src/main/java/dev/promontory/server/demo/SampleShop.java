package dev.promontory.server.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// A made-up shop: customers, and what they did in the 90 days before an instant.
///
/// @param customers everybody
/// @param events what they did, oldest first
record SampleShop(List<Customer> customers, List<ShopRecord> events) {
  static final int CUSTOMERS = 2_000;
  static final Duration PAST = Duration.ofDays(90);

  /// The hours at which visits begin, UTC, as often as they are busy.
  private static final int[] BUSY_HOURS = {
    6, 7, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 14, 15, 16, 16, 17, 17, 18, 18, 18, 19, 19, 19, 20,
    20, 21, 22
  };

  private static final int SECONDS_PER_HOUR = 3_600;

  SampleShop {
    customers = List.copyOf(customers);
    events = List.copyOf(events);
  }

  /// Makes up a shop.
  ///
  /// @param until nothing happened at or after it
  static SampleShop drawn(long seed, Instant until) {
    var random = new SplittableRandom(seed);
    var opened = until.minus(PAST);
    var customers = new ArrayList<Customer>();
    var events = new ArrayList<ShopRecord>();
    for (int number = 1; number <= CUSTOMERS; number++) {
      var customer = Customer.drawn(number, opened, random);
      customers.add(customer);
      int visits = customer.habit().visitsDrawn(random);
      for (int visit = 1; visit <= visits; visit++) {
        var id = String.format(Locale.ROOT, "%04d-%02d", number, visit);
        events.addAll(Visit.drawn(customer, startDrawn(opened, random), id, random));
      }
    }
    events.removeIf(event -> !event.at().isBefore(until));
    events.sort(Comparator.comparing(ShopRecord::at).thenComparing(ShopRecord::identity));
    return new SampleShop(customers, events);
  }

  /// Everything to upload: profiles first, then events, oldest first.
  List<ShopRecord> records() {
    var records = new ArrayList<ShopRecord>(customers.size() + events.size());
    customers.forEach(customer -> records.add(ShopRecord.profile(customer)));
    records.addAll(events);
    return records;
  }

  /// @throws java.util.NoSuchElementException if there is none
  Customer customer(String identity) {
    return customers.stream()
        .filter(each -> each.identity().equals(identity))
        .findFirst()
        .orElseThrow();
  }

  private static Instant startDrawn(Instant opened, SplittableRandom random) {
    int hour = BUSY_HOURS[random.nextInt(BUSY_HOURS.length)];
    return opened
        .plus(Duration.ofDays(random.nextLong(PAST.toDays())))
        .truncatedTo(ChronoUnit.DAYS)
        .plusSeconds((long) hour * SECONDS_PER_HOUR + random.nextInt(SECONDS_PER_HOUR));
  }
}
