package dev.promontory.server.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/// The sample shop going on in real time: customers come, and each event of their visits is handed
/// out when its moment has come. Belongs to one thread.
final class LiveShop {
  private static final double VISITS_PER_SECOND = 2;

  /// Visits last minutes: without these the first minutes would be quieter than the later ones.
  private static final Duration BEFORE = Duration.ofMinutes(10);

  /// Refunds come days after; who keeps the demo running for days still has bounded memory.
  private static final Duration HORIZON = Duration.ofHours(1);

  private final SampleShop shop;
  private final SplittableRandom random;
  private final Instant begin;
  private final PriorityQueue<ShopRecord> coming =
      new PriorityQueue<>(Comparator.comparing(ShopRecord::at));
  private Instant nextVisit;
  private long visits;

  /// @param begin nothing is handed out that happened before it
  LiveShop(SampleShop shop, long seed, Instant begin) {
    this.shop = shop;
    this.random = new SplittableRandom(seed);
    this.begin = begin;
    this.nextVisit = begin.minus(BEFORE);
  }

  /// What has happened since the last call, in order of time.
  List<ShopRecord> until(Instant now) {
    while (nextVisit.isBefore(now)) {
      startVisit(now);
    }
    var due = new ArrayList<ShopRecord>();
    for (var next = coming.peek(); next != null && !next.at().isAfter(now); next = coming.peek()) {
      coming.remove();
      if (!next.at().isBefore(begin)) {
        due.add(next);
      }
    }
    return due;
  }

  private void startVisit(Instant now) {
    var customer = shop.customers().get(random.nextInt(shop.customers().size()));
    var id = "live-" + begin.toEpochMilli() + "-" + ++visits;
    Visit.drawn(customer, nextVisit, id, random).stream()
        .filter(event -> event.at().isBefore(now.plus(HORIZON)))
        .forEach(coming::add);
    var pause = -Math.log(1 - random.nextDouble()) / VISITS_PER_SECOND;
    nextVisit = nextVisit.plusNanos((long) (pause * 1e9));
  }
}
