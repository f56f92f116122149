package dev.promontory.server.demo;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SampleShopTest {
  private static final Instant UNTIL = Instant.parse("2026-03-15T10:30:00Z");
  private static final SampleShop SHOP = SampleShop.drawn(7, UNTIL);

  @Test
  void the_same_seed_and_instant_make_the_same_shop() {
    assertThat(SampleShop.drawn(7, UNTIL)).isEqualTo(SHOP);
    assertThat(SampleShop.drawn(8, UNTIL)).isNotEqualTo(SHOP);
  }

  @Test
  void it_is_a_shop_of_some_size_over_the_ninety_days() {
    assertThat(SHOP.customers()).hasSize(SampleShop.CUSTOMERS);
    assertThat(SHOP.events()).hasSizeBetween(50_000, 70_000);
    assertThat(SHOP.events())
        .isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()))
        .allMatch(event -> event.at().isBefore(UNTIL))
        .allMatch(event -> !event.at().isBefore(UNTIL.minus(Duration.ofDays(91))));
    assertThat(SHOP.records()).hasSize(SHOP.customers().size() + SHOP.events().size());
  }

  @Test
  void every_event_has_an_id_of_its_own() {
    assertThat(SHOP.events())
        .extracting(ShopRecord::eventId)
        .doesNotContainNull()
        .doesNotHaveDuplicates();
  }

  @Test
  void an_order_costs_what_its_lines_cost() {
    assertThat(named("Charged")).isNotEmpty();
    for (var order : named("Charged")) {
      var items = (List<?>) order.data().getOrDefault("Items", List.of());
      var sum = items.stream().map(SampleShopTest::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
      assertThat(order.data().get("Amount")).isEqualTo(sum);
    }
  }

  @Test
  void a_refund_names_an_order_of_its_customer_before_it() {
    var orders =
        named("Charged").stream()
            .collect(
                Collectors.toMap(order -> order.data().get("Charged ID"), Function.identity()));
    assertThat(named("Refunded")).isNotEmpty();
    for (var refund : named("Refunded")) {
      var order = requireNonNull(orders.get(refund.data().get("Charged ID")));
      assertThat(order.identity()).isEqualTo(refund.identity());
      assertThat(order.at()).isBefore(refund.at());
    }
  }

  @Test
  void some_customers_are_regulars_and_most_are_not() {
    assertThat(PlainCount.regulars(SHOP, UNTIL)).hasSizeBetween(40, 400);
  }

  @Test
  void the_plain_count_counts_by_days_and_leaves_out_who_sent_back() {
    var now = Instant.parse("2026-03-31T12:00:00Z");
    var first = Instant.parse("2026-03-01T00:00:00Z");
    var shop =
        new SampleShop(
            List.of(),
            List.of(
                charged("early", first.minusSeconds(1)),
                charged("early", first),
                charged("early", now),
                charged("regular", first),
                charged("regular", now),
                charged("regular", now),
                charged("late", now),
                charged("late", now),
                charged("late", now.plusSeconds(1)),
                charged("sorry", now),
                charged("sorry", now),
                charged("sorry", now),
                new ShopRecord("sorry", first, "Refunded", Map.of(), null),
                new ShopRecord("regular", first.minusSeconds(1), "Refunded", Map.of(), null)));

    assertThat(PlainCount.regulars(shop, now)).containsExactly("regular");
  }

  private static ShopRecord charged(String identity, Instant at) {
    return new ShopRecord(identity, at, "Charged", Map.of(), null);
  }

  private static List<ShopRecord> named(String event) {
    return SHOP.events().stream().filter(each -> event.equals(each.event())).toList();
  }

  private static BigDecimal cost(Object line) {
    var fields = (Map<?, ?>) line;
    var price = (BigDecimal) fields.get("Price");
    var quantity = (Integer) fields.get("Quantity");
    return requireNonNull(price).multiply(BigDecimal.valueOf(requireNonNull(quantity)));
  }
}
