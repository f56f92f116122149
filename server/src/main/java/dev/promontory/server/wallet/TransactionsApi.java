package dev.promontory.server.wallet;

import dev.promontory.app.SearchTransactions;
import dev.promontory.journal.Journal;
import dev.promontory.journal.JournalFilter;
import dev.promontory.journal.JournalPlace;
import dev.promontory.ledger.LedgerLine;
import dev.promontory.server.http.Caller;
import dev.promontory.server.http.Failures;
import dev.promontory.server.http.Json;
import dev.promontory.server.http.Pages;
import dev.promontory.server.http.Query;
import dev.promontory.server.http.Resource;
import dev.promontory.server.http.Route;
import dev.promontory.user.Identity;
import dev.promontory.user.Users;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The transactions of a wallet, searched; page by page as JSON, or many at once as CSV.
public final class TransactionsApi implements Resource {
  /// The most lines of one CSV, the header not counted.
  static final int MAX_CSV = 100_000;

  private static final HeaderName NEXT_CURSOR = HeaderNames.create("Next-Cursor");

  private final Users users;
  private final SearchTransactions searchTransactions;
  private final InstantSource clock;

  public TransactionsApi(Users users, SearchTransactions searchTransactions, InstantSource clock) {
    this.users = users;
    this.searchTransactions = searchTransactions;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/api/v1/wallets/{id}/transactions", this::transactions));
  }

  /// What is searched, and where to begin.
  private record Search(
      int account, JournalFilter filter, @Nullable JournalPlace cursor, Instant now) {}

  private void transactions(ServerRequest request, ServerResponse response) {
    var account = Caller.account();
    var user = Holders.find(request, users);
    if (user.isEmpty()) {
      Failures.send(request, response, WalletApi.unknownUser());
      return;
    }
    var filter = TransactionQuery.filter(request, user.get().number(), account.zone());
    var search =
        new Search(account.number(), filter, TransactionQuery.cursor(request), clock.instant());
    if (isCsv(request)) {
      csv(request, response, search);
    } else {
      page(request, response, search);
    }
  }

  private static boolean isCsv(ServerRequest request) {
    return request
        .headers()
        .bestAccepted(MediaTypes.APPLICATION_JSON, MediaTypes.create("text/csv"))
        .filter(best -> best.subtype().equals("csv"))
        .isPresent();
  }

  private void page(ServerRequest request, ServerResponse response, Search search) {
    int limit = TransactionQuery.limit(request);
    search(search, search.cursor(), limit)
        .ifPresentOrElse(
            lines -> {
              var names = names(search.account(), lines);
              var items =
                  lines.stream()
                      .map(line -> JournalView.line(line, search.now(), names.get(user(line))))
                      .toList();
              var cursor =
                  lines.size() < limit ? null : JournalPlace.of(lines.getLast().entry()).cursor();
              Json.send(response, Status.OK_200, Pages.of(items, cursor));
            },
            () -> Failures.send(request, response, WalletApi.unknown()));
  }

  private Optional<List<LedgerLine>> search(
      Search search, @Nullable JournalPlace before, int limit) {
    return searchTransactions.search(
        search.account(), search.filter(), before, search.now(), limit);
  }

  private static long user(LedgerLine line) {
    return line.entry().key().user();
  }

  /// Asked for outside of the transaction: it takes a connection of its own.
  private Map<Long, String> names(int account, List<LedgerLine> lines) {
    var numbers = lines.stream().map(TransactionsApi::user).distinct().toList();
    var names = new HashMap<Long, String>();
    users
        .identities(account, numbers)
        .forEach(
            (number, identities) ->
                identities.stream()
                    .findFirst()
                    .map(Identity::value)
                    .ifPresent(name -> names.put(number, name)));
    return names;
  }

  /// The first page decides on the status; what fails later cuts the connection off, so that nobody
  /// takes a part for the whole.
  private void csv(ServerRequest request, ServerResponse response, Search search) {
    int limit = (int) Query.whole(request, "limit", 1, MAX_CSV, MAX_CSV);
    var first = search(search, search.cursor(), Math.min(limit, Journal.MAX_PAGE));
    if (first.isEmpty()) {
      Failures.send(request, response, WalletApi.unknown());
      return;
    }
    response
        .status(Status.OK_200)
        .header(HeaderNames.CONTENT_TYPE, "text/csv; charset=utf-8; header=present")
        .header(HeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"transactions.csv\"")
        .header(HeaderNames.TRAILER, NEXT_CURSOR.defaultCase());
    try {
      var out = response.outputStream();
      var csv = new TransactionCsv(out);
      var end = write(csv, search, first.get(), limit);
      csv.flush();
      if (end != null) {
        response.trailers().set(NEXT_CURSOR, end.cursor());
      }
      out.close();
    } catch (IOException | RuntimeException e) {
      throw new CloseConnectionException("a list of transactions was cut off", e);
    }
  }

  /// Writes page by page.
  ///
  /// @return where it ended, or null if all lines are written
  private @Nullable JournalPlace write(
      TransactionCsv csv, Search search, List<LedgerLine> first, int limit) throws IOException {
    var lines = first;
    int left = limit;
    while (!lines.isEmpty()) {
      var names = names(search.account(), lines);
      for (var line : lines) {
        csv.write(line, search.now(), names.get(user(line)));
      }
      csv.flush();
      left -= lines.size();
      var last = JournalPlace.of(lines.getLast().entry());
      if (left == 0) {
        return last;
      }
      lines = search(search, last, Math.min(left, Journal.MAX_PAGE)).orElse(List.of());
    }
    return null;
  }
}
