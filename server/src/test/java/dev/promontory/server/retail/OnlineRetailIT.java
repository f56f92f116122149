package dev.promontory.server.retail;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Skipped where the file is not: it does not belong to the project.
class OnlineRetailIT {
  private static final Path FILE = Path.of("../../shared/data/online-retail.csv.xz");

  @TempDir private static Path folder;
  private static RetailCount plain = new RetailCount(List.of());
  private static @Nullable RetailShop shop;

  private final Map<String, BigDecimal> active = new HashMap<>();
  private final Map<String, BigDecimal> promised = new HashMap<>();

  @BeforeAll
  static void importTheShop() throws IOException {
    assumeTrue(Files.exists(FILE), "there is no " + FILE);
    var lines = RetailFile.read(FILE);
    plain = new RetailCount(lines);
    shop = RetailShop.importing(lines, folder);
  }

  @AfterAll
  static void stop() {
    if (shop != null) {
      shop.close();
    }
  }

  @Test
  void customers_are_counted_by_country() throws IOException {
    var byCountry = plain.byCountry();
    assertThat(byCountry).hasSizeGreaterThan(30);
    for (var country : byCountry.entrySet()) {
      assertThat(shop().api().estimate(RetailReward.livesIn(country.getKey())))
          .as(country.getKey())
          .isEqualTo(country.getValue().size());
    }
    var known = Map.of("profile", Map.of("property", "Country", "op", "exists"));
    assertThat(shop().api().estimate(known))
        .isEqualTo(byCountry.values().stream().mapToLong(Set::size).sum());
  }

  @Test
  void segments_are_rewarded_and_the_ledger_holds_it_to_the_point() throws Exception {
    long wallet = shop().api().createWallet(wallet());
    for (var reward : RetailReward.all(plain)) {
      assertThat(shop().api().estimate(reward.rule()))
          .as(reward.name())
          .isEqualTo(reward.customers().size());
      long campaign = shop().api().createCampaign(reward.campaign(wallet));
      shop().api().publish(campaign);
      shop().api().awaitCompleted(campaign);
      var granted = granted(campaign);
      book(reward, granted);
      assertStats(campaign, granted);
    }
    shop().api().awaitSettled();

    assertThat(active).hasSizeGreaterThan(400);
    assertThat(promised).hasSizeGreaterThan(500);
    for (var customer : plain.customers()) {
      assertWallet(customer, shop().api().wallets(customer));
      assertTransactions(customer, wallet);
    }
  }

  /// What a campaign granted, checked against the plain count and added to what the ledger must
  /// hold.
  private void book(RetailReward reward, Map<String, BigDecimal> granted) {
    assertThat(granted.keySet()).as(reward.name()).isEqualTo(reward.customers());
    assertThat(granted.values())
        .as(reward.name())
        .allMatch(points -> points.compareTo(reward.min()) >= 0)
        .allMatch(points -> points.compareTo(reward.max()) <= 0);
    var bucket = reward.promised() ? promised : active;
    granted.forEach((customer, points) -> bucket.merge(customer, points, BigDecimal::add));
  }

  private static Map<String, BigDecimal> granted(long campaign) throws IOException {
    var granted = new TreeMap<String, BigDecimal>();
    for (var grant : shop().api().grants(campaign)) {
      var points = grant.get("points").decimalValue();
      assertThat(granted.put(grant.get("identity").asString(), points)).as("twice").isNull();
    }
    return granted;
  }

  private static void assertStats(long campaign, Map<String, BigDecimal> granted)
      throws IOException {
    var path = "/api/v1/campaigns/" + campaign + "/stats";
    var stats = shop().client().get(path).orThrow().json();
    assertThat(stats.get("rewardsDistributed").asInt()).isEqualTo(granted.size());
    assertThat(stats.get("pointsDistributed").decimalValue()).isEqualByComparingTo(sum(granted));
  }

  private void assertWallet(String customer, JsonNode wallets) {
    assertThat(wallets.size()).as(customer).isEqualTo(1);
    var wallet = wallets.get(0);
    assertThat(wallet.get("activePoints").decimalValue())
        .as("active points of " + customer)
        .isEqualByComparingTo(activeOf(customer));
    assertThat(wallet.get("creditedPoints").decimalValue())
        .isEqualByComparingTo(activeOf(customer));
    assertThat(wallet.get("promisedPoints").decimalValue())
        .as("promised points of " + customer)
        .isEqualByComparingTo(promisedOf(customer));
  }

  private void assertTransactions(String customer, long wallet) throws IOException {
    var path = "/1/promo/transactions?identity=" + customer + "&walletId=" + wallet;
    var record = shop().client().get(path).orThrow().json().get("record");
    var sum = BigDecimal.ZERO;
    for (var transaction : record.get("allTransactions")) {
      assertThat(transaction.get("txnSource").asString()).isEqualTo("CAMPAIGN");
      sum = sum.add(transaction.get("points").decimalValue());
    }
    assertThat(sum).as(customer).isEqualByComparingTo(activeOf(customer).add(promisedOf(customer)));
    assertThat(record.at("/promisedPoints/totalPromisedPoints").decimalValue())
        .isEqualByComparingTo(promisedOf(customer));
  }

  private BigDecimal activeOf(String customer) {
    return active.getOrDefault(customer, BigDecimal.ZERO);
  }

  private BigDecimal promisedOf(String customer) {
    return promised.getOrDefault(customer, BigDecimal.ZERO);
  }

  private static BigDecimal sum(Map<String, BigDecimal> points) {
    return points.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static RetailShop shop() {
    return requireNonNull(shop);
  }

  private static Map<String, Object> wallet() {
    return Map.of(
        "name", "Retail",
        "pointsName", "Points",
        "rounding", Map.of("decimals", 1, "mode", "down"));
  }
}
