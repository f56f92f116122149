package dev.promontory.server.wallet;

import dev.promontory.account.Account;
import dev.promontory.app.ShowExpiring;
import dev.promontory.app.ShowOverview;
import dev.promontory.app.ShowStatement;
import dev.promontory.grant.Calendar;
import dev.promontory.journal.Journal;
import dev.promontory.journal.Periods;
import dev.promontory.journal.Statement;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.points.Points;
import dev.promontory.server.http.Caller;
import dev.promontory.server.http.Failures;
import dev.promontory.server.http.InvalidRequest;
import dev.promontory.server.http.Json;
import dev.promontory.server.http.Query;
import dev.promontory.server.http.Resource;
import dev.promontory.server.http.Route;
import dev.promontory.server.http.TimeRange;
import dev.promontory.store.Transactions;
import dev.promontory.user.Users;
import dev.promontory.wallet.Wallet;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reports on a wallet: the overview, what expires, and statements of single users.
public final class ReportsApi implements Resource {
  private static final int DEFAULT_PAGE = 100;
  private static final int DEFAULT_WITHIN = 30;

  /// The most days that one looks ahead: three years.
  private static final int MAX_WITHIN = 1_096;

  private final Transactions transactions;
  private final Users users;
  private final InstantSource clock;
  private final ShowOverview showOverview;
  private final ShowExpiring showExpiring;
  private final ShowStatement showStatement;

  public ReportsApi(Transactions transactions, Users users, InstantSource clock) {
    this.transactions = transactions;
    this.users = users;
    this.clock = clock;
    this.showOverview = new ShowOverview(transactions);
    this.showExpiring = new ShowExpiring(transactions);
    this.showStatement = new ShowStatement(transactions);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/api/v1/wallets/{id}/overview", this::overview),
        Route.get("/api/v1/wallets/{id}/expiring", this::expiring),
        Route.get("/api/v1/wallets/{id}/statement", this::statement));
  }

  private Optional<Wallet> wallet(ServerRequest request) {
    int account = Caller.account().number();
    long id = Query.id(request);
    return transactions.inTransaction(tx -> tx.wallets().find(account, id));
  }

  private void overview(ServerRequest request, ServerResponse response) {
    var found = wallet(request);
    if (found.isEmpty()) {
      Failures.send(request, response, WalletApi.unknown());
      return;
    }
    var wallet = found.get();
    var now = clock.instant();
    var by = Query.text(request, "by");
    var calendar = calendar(Caller.account(), by.orElse("day"));
    var from =
        TimeRange.from(request, calendar.zone()).orElse(startOf(wallet.createdAt(), calendar, 0));
    var to = TimeRange.to(request, calendar.zone()).orElse(startOf(now, calendar, 1));
    if (!from.isBefore(to)) {
      throw new InvalidRequest("to", "this is not after from");
    }
    var periods = by.isEmpty() ? Periods.one(from, to, calendar) : periods(from, to, calendar);
    var overview = showOverview.show(wallet, periods, now);
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("walletId", wallet.id());
    view.putAll(JournalView.overview(overview, periods));
    by.ifPresent(
        word -> {
          view.put("by", word);
          view.put("periods", JournalView.series(overview, periods));
        });
    Json.send(response, Status.OK_200, view);
  }

  private static Calendar calendar(Account account, String by) {
    return new Calendar(TimeRange.period(by), account.zone(), account.weekStart());
  }

  private static Periods periods(Instant from, Instant to, Calendar calendar) {
    try {
      return Periods.of(from, to, calendar);
    } catch (IllegalArgumentException _) {
      throw new InvalidRequest("by", "there would be more than " + Periods.MAX + " periods");
    }
  }

  /// Where the day of an instant begins, or one some days later.
  private static Instant startOf(Instant at, Calendar calendar, int addedDays) {
    return LocalDate.ofInstant(at, calendar.zone())
        .plusDays(addedDays)
        .atStartOfDay(calendar.zone())
        .toInstant();
  }

  private void expiring(ServerRequest request, ServerResponse response) {
    var found = wallet(request);
    if (found.isEmpty()) {
      Failures.send(request, response, WalletApi.unknown());
      return;
    }
    var holder = Holders.find(request, users);
    if (holder.isEmpty()) {
      Failures.send(request, response, WalletApi.unknownUser());
      return;
    }
    int within = (int) Query.whole(request, "within", 0, MAX_WITHIN, DEFAULT_WITHIN);
    var now = clock.instant();
    var calendar = calendar(Caller.account(), "day");
    var periods = Periods.of(now, startOf(now, calendar, within + 1), calendar);
    var days = showExpiring.show(found.get(), holder.get().number(), periods, now);
    var total =
        days.stream()
            .map(day -> day.active().add(day.promised()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("walletId", found.get().id());
    view.put("within", within);
    view.put("points", Points.shown(total));
    view.put("days", days.stream().map(JournalView::expiring).toList());
    Json.send(response, Status.OK_200, view);
  }

  private void statement(ServerRequest request, ServerResponse response) {
    var account = Caller.account();
    var user = Holders.one(request, users);
    if (user.isEmpty()) {
      Failures.send(request, response, WalletApi.unknownUser());
      return;
    }
    var now = clock.instant();
    var calendar = calendar(account, "day");
    var from = TimeRange.from(request, account.zone()).orElse(Instant.EPOCH);
    var to = TimeRange.to(request, account.zone()).orElse(startOf(now, calendar, 1));
    if (!from.isBefore(to)) {
      throw new InvalidRequest("to", "this is not after from");
    }
    long after = Query.whole(request, "cursor", 1, Long.MAX_VALUE, 0);
    int limit = (int) Query.whole(request, "limit", 1, Journal.MAX_PAGE, DEFAULT_PAGE);
    var key = new BalanceKey(Query.id(request), user.get());
    var page = new ShowStatement.Page(from, to, after, limit);
    var whose = new Whose(key.walletId(), Query.text(request, "identity").orElseThrow());
    showStatement
        .show(account.number(), key, page, now)
        .ifPresentOrElse(
            statement -> Json.send(response, Status.OK_200, view(whose, page, statement, now)),
            () -> Failures.send(request, response, WalletApi.unknown()));
  }

  private record Whose(long walletId, String identity) {}

  private static Map<String, Object> view(
      Whose whose, ShowStatement.Page page, Statement statement, Instant now) {
    var lines = statement.lines();
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("walletId", whose.walletId());
    view.put("identity", whose.identity());
    view.put("from", page.from().toString());
    view.put("to", page.to().toString());
    view.put("opening", JournalView.figures(statement.opening()));
    view.put(
        "items",
        lines.stream().map(line -> JournalView.line(line, now, whose.identity())).toList());
    view.put("closing", JournalView.figures(statement.closing()));
    view.put(
        "nextCursor",
        statement.isComplete() ? null : Long.toString(lines.getLast().entry().sequence()));
    return view;
  }
}
