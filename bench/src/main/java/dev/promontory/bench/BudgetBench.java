package dev.promontory.bench;

import dev.promontory.account.Account;
import dev.promontory.app.Granter;
import dev.promontory.grant.Cause;
import dev.promontory.grant.GrantOutcome.Granted;
import dev.promontory.grant.GrantRequest;
import dev.promontory.grant.Limits.OnShortBudget;
import dev.promontory.grant.Offer;
import dev.promontory.points.Points;
import dev.promontory.postgres.PostgresAccounts;
import dev.promontory.postgres.PostgresTransactions;
import dev.promontory.server.database.Database;
import dev.promontory.store.Transactions;
import dev.promontory.testkit.Rewards;
import dev.promontory.wallet.WalletExpiry;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/// One campaign budget and many clients that ask the granter of this process for rewards, one at a
/// time each, until the budget is used up and some time longer.
final class BudgetBench implements Scenario {
  private static final int CLIENTS = 64;
  private static final int POINTS = 10;
  private static final int OVERBOOKED_OF = 10;
  private static final double NANOS = 1e9;
  private static final double TARGET_PER_SECOND = 20_000;

  /// What a load came to.
  ///
  /// @param nanos until the last reward: what is asked of a budget that is used up is not counted
  private record Load(long granted, long refused, long nanos, Latencies latencies) {}

  /// What one client met.
  ///
  /// @param lastGrant when it got its last reward, by [System#nanoTime]
  private record Client(long granted, long refused, long lastGrant, Latencies latencies) {}

  @Override
  public String name() {
    return "budget";
  }

  @Override
  public String title() {
    return "64 clients on one campaign budget, beside COPY of the same rows as grants and lots";
  }

  @Override
  public Result run(Settings settings) throws Exception {
    int users = settings.size(400_000, 10_000);
    Load load;
    double overspend;
    try (var database = Database.open(settings.folder().resolve("server"), null, null)) {
      database.migrate();
      var source = database.dataSource();
      var transactions = new PostgresTransactions(source);
      var rewards = new Rewards(transactions, account(source));
      settings.say("warm-up");
      ask(transactions, offer(rewards, users), users / OVERBOOKED_OF);
      settings.say("asking for %,d rewards, then for more".formatted(users));
      var offer = offer(rewards, users);
      load = ask(transactions, offer, users + users / OVERBOOKED_OF);
      overspend = overspend(source, offer, load, users);
    }
    settings.say("baseline: COPY of grants and lots");
    return result(load, overspend, baseline(settings, users));
  }

  private static Account account(DataSource source) {
    return new PostgresAccounts(source).create("bench", "UTC", "none");
  }

  /// A campaign of its own with a budget for so many rewards and half a one.
  private static Offer offer(Rewards rewards, int users) {
    var wallet = rewards.wallet(new WalletExpiry.Never(), 0);
    long budget = (long) users * POINTS + POINTS / 2;
    return rewards.limited(
        wallet, Integer.toString(POINTS), Long.toString(budget), OnShortBudget.REFUSE);
  }

  private static Load ask(Transactions transactions, Offer offer, long requests) throws Exception {
    var next = new AtomicLong(1);
    var clients = new ArrayList<Client>();
    long began = System.nanoTime();
    try (var granter = new Granter(transactions);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Client> client = () -> ask(granter, offer, next, requests);
      for (var done : threads.invokeAll(Collections.nCopies(CLIENTS, client))) {
        clients.add(done.get());
      }
    }
    return new Load(
        clients.stream().mapToLong(Client::granted).sum(),
        clients.stream().mapToLong(Client::refused).sum(),
        clients.stream().mapToLong(each -> each.lastGrant() - began).max().orElseThrow(),
        Latencies.merged(clients.stream().map(Client::latencies).toList()));
  }

  private static Client ask(Granter granter, Offer offer, AtomicLong next, long last) {
    var latencies = new Latencies();
    long granted = 0;
    long refused = 0;
    long lastGrant = System.nanoTime();
    for (long user = next.getAndIncrement(); user <= last; user = next.getAndIncrement()) {
      long began = System.nanoTime();
      var now = Instant.now();
      var request = new GrantRequest(offer, 1, user, Cause.at(now));
      var outcome = granter.grant(request, now).orElseThrow();
      long answered = System.nanoTime();
      latencies.add(answered - began);
      if (outcome instanceof Granted) {
        granted++;
        lastGrant = answered;
      } else {
        refused++;
      }
    }
    return new Client(granted, refused, lastGrant, latencies);
  }

  /// The points in the wallet beyond the budget, by the rows themselves.
  ///
  /// @throws IllegalStateException if grants, lots, budget and answers do not agree
  private static double overspend(DataSource source, Offer offer, Load load, int users)
      throws SQLException {
    long budget = Points.of((long) users * POINTS + POINTS / 2).thousandths();
    long answered = Points.of(load.granted() * POINTS).thousandths();
    var sums =
        List.of(
            "SELECT coalesce(sum(points), 0) FROM reward_grant WHERE campaign_id = "
                + offer.campaignId(),
            "SELECT granted FROM campaign_budget WHERE campaign_id = " + offer.campaignId(),
            "SELECT sum(active) FROM balance WHERE wallet_id = " + offer.reward().walletId(),
            "SELECT sum(remaining) FROM lot WHERE wallet_id = " + offer.reward().walletId());
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      for (var sum : sums) {
        try (var rows = statement.executeQuery(sum)) {
          rows.next();
          if (rows.getLong(1) != answered) {
            throw new IllegalStateException(
                "%d were answered, but %s gives %d".formatted(answered, sum, rows.getLong(1)));
          }
        }
      }
    }
    return Math.max(0, answered - budget);
  }

  private static double baseline(Settings settings, int users) throws SQLException, IOException {
    try (var database = BenchDatabase.start(settings.folder().resolve("baseline"))) {
      return users * NANOS / GrantCopy.run(database, users, Points.of(POINTS).thousandths());
    }
  }

  private static Result result(Load load, double overspend, double baseline) {
    double perSecond = load.granted() * NANOS / load.nanos();
    return Result.of("budget", perSecond, baseline, "grants/s")
        .with("clients", CLIENTS)
        .with("granted", load.granted())
        .with("refused", load.refused())
        .with("baselineRowsPerCommit", GrantCopy.BATCH_ROWS)
        .with(Measure.of("a grant, p50", load.latencies().millisAt(0.5), "ms"))
        .with(Measure.of("a grant, p99", load.latencies().millisAt(0.99), "ms"))
        .with(Measure.of("overspend", overspend, "thousandths"))
        .with(Target.atLeast("grants/s", perSecond, TARGET_PER_SECOND))
        .with(Target.atMost("overspend", overspend, 0));
  }
}
