package dev.promontory.server.demo;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One visit of a customer to the shop: searches, looks, fills a basket, perhaps pays. Mutable
/// while it is made up; belongs to one thread.
final class Visit {
  private static final int MAX_VIEWED = 6;
  private static final int MAX_QUANTITY = 3;
  private static final int SEARCH_PERCENT = 40;
  private static final int BASKET_PERCENT = 35;
  private static final int REFUND_PERCENT = 6;
  private static final int MAX_REFUND_DAYS = 14;
  private static final int MAX_PAUSE_SECONDS = 90;
  private static final List<String> CHANNELS = List.of("web", "web", "app", "app", "app", "store");

  private final Customer customer;
  private final String id;
  private final RandomGenerator random;
  private final String channel;
  private final List<ShopRecord> records = new ArrayList<>();
  private final List<Map<String, Object>> basket = new ArrayList<>();
  private BigDecimal amount = BigDecimal.ZERO;
  private Instant at;

  private Visit(Customer customer, Instant start, String id, RandomGenerator random) {
    this.customer = customer;
    this.at = start;
    this.id = id;
    this.random = random;
    this.channel = CHANNELS.get(random.nextInt(CHANNELS.size()));
  }

  /// Makes up a visit.
  ///
  /// @param id unique among all visits; order and event ids are made from it
  /// @return its events in order of time, a refund days later included
  static List<ShopRecord> drawn(
      Customer customer, Instant start, String id, RandomGenerator random) {
    var visit = new Visit(customer, start, id, random);
    visit.browse();
    var order = visit.checkOut();
    if (order != null && random.nextInt(100) < REFUND_PERCENT) {
      visit.sendBack(order);
    }
    return visit.records;
  }

  private void browse() {
    if (random.nextInt(100) < SEARCH_PERCENT) {
      add("Searched", Map.of("Query", product().category(), "Channel", channel));
    }
    int viewed = random.nextInt(1, MAX_VIEWED + 1);
    for (int i = 0; i < viewed; i++) {
      view(product());
    }
  }

  private void view(Product product) {
    add("Product Viewed", about(product));
    if (random.nextInt(100) < BASKET_PERCENT) {
      int quantity = random.nextInt(1, MAX_QUANTITY + 1);
      var line = about(product);
      line.put("Quantity", quantity);
      basket.add(line);
      amount = amount.add(product.price().multiply(BigDecimal.valueOf(quantity)));
      add("Added To Cart", line);
    }
  }

  /// Pays for the basket, unless it is empty or left behind.
  ///
  /// @return the order, or null
  private @Nullable Map<String, Object> checkOut() {
    if (basket.isEmpty() || !customer.habit().buys(random)) {
      return null;
    }
    var order = new LinkedHashMap<String, Object>();
    order.put("Charged ID", "order-" + id);
    order.put("Amount", amount);
    order.put("Currency", "EUR");
    order.put("Channel", channel);
    order.put("City", customer.city());
    order.put("Items", List.copyOf(basket));
    add("Charged", order);
    return order;
  }

  private void sendBack(Map<String, Object> order) {
    at = at.plus(Duration.ofDays(random.nextInt(1, MAX_REFUND_DAYS + 1)));
    var refund = new LinkedHashMap<String, Object>();
    refund.put("Charged ID", "order-" + id);
    refund.put("Amount", order.getOrDefault("Amount", BigDecimal.ZERO));
    add("Refunded", refund);
  }

  private Product product() {
    return Product.RANGE.get(random.nextInt(Product.RANGE.size()));
  }

  private Map<String, Object> about(Product product) {
    var about = new LinkedHashMap<String, Object>();
    about.put("Product", product.name());
    about.put("Category", product.category());
    about.put("Price", product.price());
    about.put("Channel", channel);
    return about;
  }

  private void add(String event, Map<String, Object> data) {
    at = at.plusSeconds(random.nextInt(5, MAX_PAUSE_SECONDS));
    var eventId = id + "-" + records.size();
    records.add(new ShopRecord(customer.identity(), at, event, data, eventId));
  }
}
