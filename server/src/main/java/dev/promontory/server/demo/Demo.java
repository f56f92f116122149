package dev.promontory.server.demo;

import dev.promontory.server.client.ApiClient;
import dev.promontory.server.client.Credentials;
import dev.promontory.server.client.Management;
import dev.promontory.server.client.Uploads;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/// The demo: what a shop does with Promontory, told step by step, on a server without data. Belongs
/// to one thread.
public final class Demo {
  private static final long SEED = 7;

  /// How many customers buy live who are no regulars.
  private static final int LIVE_OTHERS = 100;

  private static final BigDecimal LIVE_AMOUNT = BigDecimal.valueOf(80);
  private static final BigDecimal LIVE_REWARD =
      LIVE_AMOUNT.multiply(BigDecimal.valueOf(DemoCampaign.PERCENT, 2));

  private final ApiClient client;
  private final Management api;
  private final Credentials credentials;
  private final Steps steps;
  private final InstantSource clock;

  /// A demo that has not begun.
  ///
  /// @param client of the server, with the credentials of the account to use
  /// @param credentials the same, to be told to the reader
  /// @param steps where the story is told
  /// @param clock the one that the server runs on
  public Demo(ApiClient client, Credentials credentials, Steps steps, InstantSource clock) {
    this.client = client;
    this.api = new Management(client);
    this.credentials = credentials;
    this.steps = steps;
    this.clock = clock;
  }

  /// Tells the whole story.
  ///
  /// @param serverStart how long the server took to become ready
  /// @param data the folder that holds all of it
  /// @return the shop as it goes on, to be run for as long as the server serves
  /// @throws IllegalStateException if the wrong customers were rewarded, or none
  public Streaming run(Duration serverStart, Path data) throws IOException, InterruptedException {
    steps.title("Promontory · a made-up shop and its regulars");
    steps.done("server ready", serverStart);
    steps.detail("promontory ready at " + client.server());
    var shop = upload();
    long segmentId = estimate();
    long walletId = api.createWallet(DemoCampaign.wallet());
    long campaignId = reward(segmentId, walletId);
    var regulars = check(shop, campaignId).points().keySet();
    var customer = shop.customer(regulars.iterator().next());
    show(customer);
    rewardLive(shop, regulars, walletId);
    lookAround(customer, data);
    return new Streaming(client, new LiveShop(shop, SEED + 1, clock.instant()), steps, clock);
  }

  private SampleShop upload() throws IOException {
    var shop = SampleShop.drawn(SEED, clock.instant());
    var records = shop.records().stream().map(ShopRecord::toUpload).toList();
    var began = clock.instant();
    new Uploads(client).sendAll(records);
    api.awaitSettled();
    var took = since(began);
    steps.done("shop uploaded, durable and visible", took);
    steps.detail(
        "%s customers and %s events, %s records/s"
            .formatted(
                Steps.count(shop.customers().size()),
                Steps.count(shop.events().size()),
                Steps.count(records.size() * 1000L / Math.max(1, took.toMillis()))));
    return shop;
  }

  private long estimate() throws IOException {
    var began = clock.instant();
    long users = api.estimate(DemoCampaign.rule());
    steps.done("segment estimated", since(began));
    steps.detail("%s customers %s".formatted(Steps.count(users), DemoCampaign.WHO));
    return api.createSegment("Regulars", DemoCampaign.rule());
  }

  private long reward(long segmentId, long walletId) throws IOException, InterruptedException {
    long campaignId = api.createCampaign(DemoCampaign.campaign(walletId, segmentId));
    var began = clock.instant();
    api.publish(campaignId);
    api.awaitCompleted(campaignId);
    steps.done("campaign “" + DemoCampaign.NAME + "” published and completed", since(began));
    return campaignId;
  }

  private Rewarded check(SampleShop shop, long campaignId) throws IOException {
    var began = clock.instant();
    var rewarded = Rewarded.by(campaignId, api);
    steps.detail(
        "%s customers got %s Coins"
            .formatted(Steps.count(rewarded.points().size()), Steps.count(rewarded.total())));
    var expected = PlainCount.regulars(shop, api.runStartedAt(campaignId));
    if (!rewarded.isExactly(expected, DemoCampaign.POINTS)) {
      var message =
          "a plain count over the shop's records finds others: " + expected.size() + " customers";
      steps.failed(message);
      throw new IllegalStateException(message);
    }
    steps.done("checked by a plain count over the shop's records", since(began));
    steps.detail(
        "the same %s customers, %d Coins each, and nobody else"
            .formatted(Steps.count(expected.size()), DemoCampaign.POINTS));
    return rewarded;
  }

  private void show(Customer customer) throws IOException {
    var began = clock.instant();
    var wallet = api.wallets(customer.identity()).get(0);
    steps.done("a wallet: " + customer.name() + ", " + customer.city(), since(began));
    steps.detail(
        "%s has %s %s in “%s”"
            .formatted(
                customer.identity(),
                wallet.get("activePoints").asString(),
                wallet.get("pointsName").asString(),
                wallet.get("walletName").asString()));
  }

  /// Publishes a live campaign, and sends one purchase of each customer.
  private void rewardLive(SampleShop shop, Set<String> regulars, long walletId) throws IOException {
    var began = clock.instant();
    api.publish(api.createCampaign(DemoCampaign.live(walletId)));
    steps.done("live campaign “" + DemoCampaign.LIVE_NAME + "” published", since(began));
    var bought = clock.instant();
    var purchases = new LivePurchases(api, new Uploads(client));
    var others =
        shop.customers().stream()
            .map(Customer::identity)
            .filter(identity -> !regulars.contains(identity))
            .limit(LIVE_OTHERS)
            .toList();
    for (var identity : others) {
      purchases.buy(identity, LIVE_AMOUNT, clock.instant());
    }
    for (var identity : regulars) {
      purchases.buyAndSeeReward(identity, LIVE_AMOUNT, clock.instant());
    }
    api.awaitSettled();
    requireExact(purchases, regulars, others);
    steps.done("purchases rewarded as they came in", since(bought));
    steps.detail(
        "%s of %s got %d %% back; upload to reward in the wallet: p50 %d ms, p99 %d ms"
            .formatted(
                Steps.count(purchases.rewards()),
                Steps.count(regulars.size() + others.size()),
                DemoCampaign.PERCENT,
                purchases.within(0.5).toMillis(),
                purchases.within(0.99).toMillis()));
  }

  private static void requireExact(
      LivePurchases purchases, Set<String> regulars, List<String> others) throws IOException {
    for (var identity : regulars) {
      if (purchases.earned(identity).compareTo(LIVE_REWARD) != 0) {
        throw new IllegalStateException(identity + " got " + purchases.earned(identity));
      }
    }
    for (var identity : others) {
      if (purchases.earned(identity).signum() != 0) {
        throw new IllegalStateException(identity + " is no regular, but was rewarded");
      }
    }
  }

  /// Says where to look next.
  private void lookAround(Customer customer, Path data) {
    var lines = new LinkedHashMap<String, String>();
    lines.put("API", client.server() + "/docs");
    lines.put("account id", credentials.accountId());
    lines.put("passcode", credentials.passcode());
    lines.put(
        "try",
        "curl -u %s:%s '%s/1/promo/wallets?identity=%s'"
            .formatted(
                credentials.accountId(),
                credentials.passcode(),
                client.server(),
                customer.identity()));
    lines.put("data", data + ", made anew by the next demo");
    steps.list(lines);
    steps.detail("Events of the shop keep coming in. Ctrl-C stops.");
  }

  private Duration since(Instant began) {
    return Duration.between(began, clock.instant());
  }
}
