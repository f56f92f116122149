package dev.promontory.server.demo;

import dev.promontory.server.client.Management;
import dev.promontory.server.client.Uploads;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Purchases that are uploaded one by one, and what a live campaign gives for each. Belongs to one
/// thread.
final class LivePurchases {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

  private final Management api;
  private final Uploads uploads;
  private final Map<String, BigDecimal> before = new TreeMap<>();
  private final List<Long> tookNanos = new ArrayList<>();

  LivePurchases(Management api, Uploads uploads) {
    this.api = api;
    this.uploads = uploads;
  }

  /// Uploads a purchase.
  void buy(String identity, BigDecimal amount, Instant at) throws IOException {
    before.putIfAbsent(identity, points(identity));
    var data = Map.<String, Object>of("Charged ID", "demo-" + identity, "Amount", amount);
    var purchase = new ShopRecord(identity, at, "Charged", data, "demo-" + identity);
    uploads.sendAll(List.of(purchase.toUpload()));
  }

  /// As [#buy], and waits until the customer has more points; remembers how long both took.
  ///
  /// @throws IllegalStateException if no points come
  void buyAndSeeReward(String identity, BigDecimal amount, Instant at) throws IOException {
    before.putIfAbsent(identity, points(identity));
    long began = System.nanoTime();
    buy(identity, amount, at);
    while (earned(identity).signum() == 0) {
      if (System.nanoTime() - began > PATIENCE.toNanos()) {
        throw new IllegalStateException("no reward for the purchase of " + identity);
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
    tookNanos.add(System.nanoTime() - began);
  }

  /// What a customer has got since the first purchase here.
  BigDecimal earned(String identity) throws IOException {
    return points(identity).subtract(before.getOrDefault(identity, BigDecimal.ZERO));
  }

  /// How many rewards were waited for.
  int rewards() {
    return tookNanos.size();
  }

  /// The time that a part of the rewards took at most.
  ///
  /// @param part 0 to 1
  Duration within(double part) {
    var sorted = new ArrayList<>(tookNanos);
    Collections.sort(sorted);
    int index = (int) Math.ceil(part * sorted.size()) - 1;
    return Duration.ofNanos(sorted.get(Math.max(0, index)));
  }

  private BigDecimal points(String identity) throws IOException {
    var sum = BigDecimal.ZERO;
    for (var wallet : api.wallets(identity)) {
      sum = sum.add(wallet.get("activePoints").decimalValue());
    }
    return sum;
  }
}
