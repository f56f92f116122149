package dev.promontory.server.wallet;

import dev.promontory.journal.Journal;
import dev.promontory.journal.JournalFilter;
import dev.promontory.journal.JournalPlace;
import dev.promontory.journal.LineType;
import dev.promontory.ledger.Note;
import dev.promontory.ledger.Source;
import dev.promontory.points.Points;
import dev.promontory.server.http.InvalidRequest;
import dev.promontory.server.http.Query;
import dev.promontory.server.http.TimeRange;
import io.helidon.webserver.http.ServerRequest;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads which transactions to list from the parameters of a request.
final class TransactionQuery {
  private static final int DEFAULT_PAGE = 100;

  private static final Pattern DECIMAL = Pattern.compile("\\d{1,12}(\\.\\d{1,3})?");

  private TransactionQuery() {}

  /// @param user number of the user, or null for all
  /// @param zone of the account, for dates
  /// @throws InvalidRequest if a parameter cannot be understood
  static JournalFilter filter(ServerRequest request, @Nullable Long user, ZoneId zone) {
    var filter =
        new JournalFilter(
            Query.id(request),
            user,
            Query.text(request, "type").map(TransactionQuery::types).orElse(Set.of()),
            Query.text(request, "source").map(TransactionQuery::source).orElse(null),
            TimeRange.from(request, zone).orElse(null),
            TimeRange.to(request, zone).orElse(null),
            points(request, "min").orElse(null),
            points(request, "max").orElse(null),
            Query.text(request, "id").map(TransactionQuery::id).orElse(null),
            orderId(request).orElse(null));
    if (filter.from() != null && filter.to() != null && !filter.from().isBefore(filter.to())) {
      throw new InvalidRequest("to", "this is not after from");
    }
    if (filter.min() != null && filter.max() != null && filter.min().compareTo(filter.max()) > 0) {
      throw new InvalidRequest("max", "this is less than min");
    }
    return filter;
  }

  static int limit(ServerRequest request) {
    return (int) Query.whole(request, "limit", 1, Journal.MAX_PAGE, DEFAULT_PAGE);
  }

  static @Nullable JournalPlace cursor(ServerRequest request) {
    return Query.text(request, "cursor")
        .map(
            text ->
                JournalPlace.ofCursor(text)
                    .orElseThrow(
                        () -> new InvalidRequest("cursor", "this is no cursor of this list")))
        .orElse(null);
  }

  private static Set<LineType> types(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(word -> LineType.ofWord(word).orElseThrow(TransactionQuery::noSuchType))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(LineType.class)));
  }

  private static InvalidRequest noSuchType() {
    var words =
        Arrays.stream(LineType.values()).map(LineType::word).collect(Collectors.joining(", "));
    return new InvalidRequest("type", "this is one or more, with commas between, of " + words);
  }

  private static Source source(String word) {
    return Arrays.stream(Source.values())
        .filter(source -> JournalView.word(source).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidRequest("source", "this is api, campaign, manual, cashback or system"));
  }

  private static long id(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw new InvalidRequest("id", "this is the number of a transaction");
    }
  }

  private static Optional<Points> points(ServerRequest request, String name) {
    return Query.text(request, name)
        .map(
            text -> {
              if (!DECIMAL.matcher(text).matches()) {
                throw new InvalidRequest(
                    name,
                    "this is a number of points such as 12.5, 0 or more, with at most 3 decimals");
              }
              return Points.of(new BigDecimal(text));
            });
  }

  private static Optional<String> orderId(ServerRequest request) {
    var order = Query.text(request, "orderId");
    if (order.filter(text -> text.length() > Note.MAX_TEXT).isPresent()) {
      throw new InvalidRequest("orderId", "this has at most " + Note.MAX_TEXT + " characters");
    }
    return order;
  }
}
