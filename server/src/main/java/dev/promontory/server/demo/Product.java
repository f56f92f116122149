package dev.promontory.server.demo;

import java.math.BigDecimal;
import java.util.List;

/// Something the sample shop sells.
record Product(String name, String category, BigDecimal price) {

  /// The whole range.
  static final List<Product> RANGE =
      List.of(
          of("Trail Runner", "Shoes", "89.90"),
          of("City Sneaker", "Shoes", "74.50"),
          of("Hiking Boot", "Shoes", "139.00"),
          of("Leather Sandal", "Shoes", "49.95"),
          of("Rain Jacket", "Outdoor", "119.00"),
          of("Fleece Pullover", "Outdoor", "59.90"),
          of("Two-Person Tent", "Outdoor", "229.00"),
          of("Down Sleeping Bag", "Outdoor", "179.00"),
          of("Camping Stove", "Outdoor", "64.90"),
          of("Head Torch", "Outdoor", "34.50"),
          of("Day Pack 20 l", "Bags", "69.00"),
          of("Weekender", "Bags", "99.00"),
          of("Laptop Sleeve", "Bags", "29.90"),
          of("Tote Bag", "Bags", "14.90"),
          of("Espresso Beans 1 kg", "Kitchen", "19.90"),
          of("Moka Pot", "Kitchen", "27.50"),
          of("Chef's Knife", "Kitchen", "84.00"),
          of("Cast-Iron Pan", "Kitchen", "54.90"),
          of("Enamel Mug", "Kitchen", "9.90"),
          of("Wool Blanket", "Home", "79.00"),
          of("Beeswax Candle", "Home", "12.50"),
          of("Desk Lamp", "Home", "45.00"),
          of("Linen Cushion", "Home", "24.90"),
          of("Running Socks", "Clothing", "12.90"),
          of("Merino Shirt", "Clothing", "64.00"),
          of("Organic Cotton Tee", "Clothing", "24.50"),
          of("Wool Beanie", "Clothing", "22.00"),
          of("Field Notebook", "Paper", "8.90"),
          of("Fountain Pen", "Paper", "32.00"),
          of("City Map Print", "Paper", "18.50"));

  private static Product of(String name, String category, String price) {
    return new Product(name, category, new BigDecimal(price));
  }
}
