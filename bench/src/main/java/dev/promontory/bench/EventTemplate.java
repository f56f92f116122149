package dev.promontory.bench;

import java.util.List;
import java.util.random.RandomGenerator;

/// What generated events have in common with one another: seven of their eight properties. The
/// eighth, `Amount`, and user and time belong to the single event.
///
/// @param name index into [#NAMES]
record EventTemplate(
    int name,
    String product,
    String category,
    String channel,
    String city,
    String source,
    int quantity,
    boolean member) {

  /// The names of generated events, the commonest first.
  static final List<String> NAMES =
      List.of(
          "Product Viewed",
          "Searched",
          "Added To Cart",
          "Charged",
          "Category Viewed",
          "Page Browsed",
          "Wishlist Added",
          "Removed From Cart",
          "Checkout Started",
          "Review Read",
          "Review Written",
          "Coupon Seen",
          "Banner Clicked",
          "Video Played",
          "Store Located",
          "Support Asked",
          "Newsletter Opened",
          "Shared",
          "Refunded",
          "Subscribed");

  static final int PROPERTIES = 8;

  private static final List<String> CHANNELS = List.of("web", "app", "store", "phone");
  private static final int PRODUCTS = 2_000;
  static final int CATEGORIES = 40;
  static final int CITIES = 300;
  private static final int SOURCES = 100;
  private static final int MAX_QUANTITY = 5;

  static EventTemplate drawn(RandomGenerator random) {
    int product = random.nextInt(PRODUCTS);
    return new EventTemplate(
        random.nextInt(NAMES.size()),
        "Product " + product,
        "Category " + product % CATEGORIES,
        CHANNELS.get(random.nextInt(CHANNELS.size())),
        "City " + random.nextInt(CITIES),
        "Source " + random.nextInt(SOURCES),
        random.nextInt(1, MAX_QUANTITY + 1),
        random.nextBoolean());
  }

  /// The same with another event name.
  EventTemplate named(String other) {
    return new EventTemplate(
        NAMES.indexOf(other), product, category, channel, city, source, quantity, member);
  }
}
