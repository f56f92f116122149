package dev.promontory.testkit;

import dev.promontory.account.Account;
import dev.promontory.app.GrantRewards;
import dev.promontory.grant.Cause;
import dev.promontory.grant.GrantOutcome;
import dev.promontory.grant.GrantRequest;
import dev.promontory.grant.Limits;
import dev.promontory.grant.Limits.OnShortBudget;
import dev.promontory.grant.Offer;
import dev.promontory.grant.PointsReward;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.Holding;
import dev.promontory.points.EarnScheme;
import dev.promontory.points.Points;
import dev.promontory.points.Rounding;
import dev.promontory.store.Transactions;
import dev.promontory.wallet.Wallet;
import dev.promontory.wallet.WalletExpiry;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Wallets, offers and short ways to ask for rewards.
public final class Rewards {
  /// When everything happens, unless a test says otherwise.
  public static final Instant NOW = Instant.parse("2026-03-03T22:20:00Z");

  private static final AtomicLong COUNT = new AtomicLong();

  private final Transactions transactions;
  private final Account account;

  /// Rewards of one account.
  public Rewards(Transactions transactions, Account account) {
    this.transactions = transactions;
    this.account = account;
  }

  public Account account() {
    return account;
  }

  /// A number that no other caller got: an occurrence, a user, a campaign.
  public static long fresh() {
    return COUNT.incrementAndGet();
  }

  /// An amount written as a decimal.
  public static Points points(String decimal) {
    return Points.of(new BigDecimal(decimal));
  }

  /// A wallet without decimals whose points never expire.
  public Wallet wallet() {
    return wallet(new WalletExpiry.Never(), 0);
  }

  /// A wallet that rounds down.
  public Wallet wallet(WalletExpiry expiry, int decimals) {
    return wallet(expiry, decimals, null);
  }

  /// A wallet without decimals whose users are reminded some days before points expire.
  Wallet reminding(int days, WalletExpiry expiry) {
    return wallet(expiry, 0, days);
  }

  private Wallet wallet(WalletExpiry expiry, int decimals, @Nullable Integer remindDays) {
    var draft =
        new Wallet(
            0,
            account.number(),
            "Wallet " + fresh(),
            "Coins",
            expiry,
            Wallet.Consumption.EARLIEST_EXPIRY,
            new Rounding(decimals, Rounding.Mode.DOWN),
            Wallet.Status.ACTIVE,
            remindDays,
            Wallet.DEFAULT_GRACE_DAYS,
            NOW);
    return transactions.inTransaction(tx -> tx.wallets().create(draft).orElseThrow());
  }

  /// A flat reward of a campaign of its own, without limits.
  public Offer flat(Wallet wallet, String points) {
    return offer(PointsReward.of(wallet.id(), new EarnScheme.Flat(points(points))));
  }

  /// A flat reward of a campaign of its own with a budget.
  public Offer limited(Wallet wallet, String points, String budget, OnShortBudget onShort) {
    return limited(flat(wallet, points), Limits.ofCampaign(points(budget), onShort));
  }

  /// The same offer with other limits, as its next revision.
  public static Offer limited(Offer offer, Limits limits) {
    return new Offer(
        offer.account(),
        offer.campaignId(),
        offer.revision() + 1,
        offer.zone(),
        offer.reward().with(limits));
  }

  /// A reward of a campaign of its own.
  public Offer offer(PointsReward reward) {
    return new Offer(account, 1500 + fresh(), 1, account.zone(), reward);
  }

  /// A request of a user who qualifies now, by nothing that counts.
  public static GrantRequest request(Offer offer, long occurrence, long user) {
    return new GrantRequest(offer, occurrence, user, Cause.at(NOW));
  }

  /// Requests of users `first` to `last` for one occurrence.
  public static List<GrantRequest> requests(Offer offer, long occurrence, long first, long last) {
    return LongStream.rangeClosed(first, last)
        .mapToObj(user -> request(offer, occurrence, user))
        .toList();
  }

  /// Grants in a transaction of its own.
  public List<GrantOutcome> grant(List<GrantRequest> requests) {
    return grant(requests, NOW);
  }

  /// Grants in a transaction of its own.
  public List<GrantOutcome> grant(List<GrantRequest> requests, Instant now) {
    return transactions.inTransaction(tx -> new GrantRewards().grant(tx, requests, now));
  }

  /// What a user has.
  public Holding holding(Wallet wallet, long user) {
    return transactions.inTransaction(tx -> tx.ledger().find(new BalanceKey(wallet.id(), user)));
  }

  /// The points given, or nothing.
  static String given(GrantOutcome outcome) {
    return outcome instanceof GrantOutcome.Granted granted
        ? granted.points().toBigDecimal().toPlainString()
        : "";
  }
}
