package dev.promontory.postgres.books;

import dev.promontory.journal.JournalFilter;
import dev.promontory.journal.JournalPlace;
import dev.promontory.journal.LineType;
import dev.promontory.ledger.LedgerLine;
import dev.promontory.postgres.ledger.Exchange;
import dev.promontory.postgres.ledger.LedgerRows;
import dev.promontory.text.StoredText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One search for lines, newest first.
///
/// A search that names a user, a transaction or an order finds its lines by an index. One that
/// names none of them looks at a second of the wallet's time, then at the four before, and so on:
/// entries lie in the table nearly in the order of time, so that a small index (BRIN) tells where
/// to read, and the newest page costs no more than what lies in the times looked at. To be used
/// once.
final class LineSearch {
  /// What [LedgerRows#line] reads.
  static final String COLUMNS = LedgerRows.ENTRY + ", CASE WHEN l.open THEN l.activates_at END";

  /// Where the columns come from.
  static final String TABLES =
      """
      entry AS e
        LEFT JOIN entry_note AS n USING (wallet_id, user_number, sequence)
        LEFT JOIN lot AS l ON l.id = e.id AND e.type = 1
      """;

  /// The same for lines of one user, who may have very many: what belongs to a line is looked up
  /// for it alone. A join may be planned to read all of the user's notes for each line.
  static final String TABLES_OF_USER =
      """
      entry AS e
        LEFT JOIN LATERAL (SELECT *
                             FROM entry_note
                            WHERE wallet_id = e.wallet_id AND user_number = e.user_number
                              AND sequence = e.sequence
                            LIMIT 1) AS n ON true
        LEFT JOIN LATERAL (SELECT open, activates_at
                             FROM lot
                            WHERE id = e.id AND e.type = 1
                            LIMIT 1) AS l ON true
      """;

  /// Whether a credit's points are still to be activated; wants an instant.
  private static final String IS_PENDING = "coalesce(l.open AND l.activates_at > ?, false)";

  private static final Duration FIRST_WINDOW = Duration.ofSeconds(1);
  private static final int GROWTH = 4;

  /// No entry is older.
  private static final Instant BEGINNING = Instant.EPOCH;

  private static final String POINTS =
      """
      CASE WHEN e.type >= 10 THEN abs(e.active_change + e.promised_change + e.held_change)
           ELSE greatest(abs(e.active_change), abs(e.promised_change), abs(e.held_change)) END""";

  private final Exchange exchange;
  private final JournalFilter filter;
  private final @Nullable JournalPlace before;
  private final Instant now;
  private final List<String> conditions = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  LineSearch(Exchange exchange, JournalFilter filter, @Nullable JournalPlace before, Instant now) {
    this.exchange = exchange;
    this.filter = filter;
    this.before = before;
    this.now = now;
    where("e.wallet_id = ?", filter.walletId());
    where("e.user_number = ?", filter.user());
    where("e.id = ?", filter.id());
    where("n.wallet_id = e.wallet_id AND n.order_id = ?", encoded(filter.orderId()));
    where("e.source = ?", filter.source() == null ? null : filter.source().code());
    where("e.at >= ?", filter.from());
    where("e.at < ?", filter.to());
    where(POINTS + " >= ?", filter.min() == null ? null : filter.min().thousandths());
    where(POINTS + " <= ?", filter.max() == null ? null : filter.max().thousandths());
    types();
    before();
  }

  private void where(String condition, @Nullable Object value) {
    if (value != null) {
      conditions.add(condition);
      values.add(value);
    }
  }

  private static @Nullable String encoded(@Nullable String text) {
    return text == null ? null : StoredText.encode(text);
  }

  /// J2: a credit is one or the other, as it is shown.
  private void types() {
    var types = filter.types();
    if (types.isEmpty()) {
      return;
    }
    conditions.add(
        types.stream()
            .map(type -> Integer.toString(type.entryType().code()))
            .distinct()
            .sorted()
            .collect(Collectors.joining(", ", "e.type IN (", ")")));
    if (types.contains(LineType.CREDIT) != types.contains(LineType.PROMISED)) {
      var wanted = types.contains(LineType.PROMISED) ? "" : "NOT ";
      where("(e.type <> 1 OR " + wanted + IS_PENDING + ")", now);
    }
  }

  private void before() {
    if (before == null) {
      return;
    }
    where("e.at <= ?", before.at());
    if (filter.user() == null) {
      where("(e.at, e.user_number, e.sequence) < (?, ?, ?)", before.at());
      values.add(before.user());
      values.add(before.sequence());
    } else {
      where("e.sequence < ?", before.sequence());
    }
  }

  /// At most as many lines as asked for.
  List<LedgerLine> lines(int limit) {
    if (filter.user() != null) {
      return ask("", List.of(), "e.sequence DESC", limit);
    }
    if (filter.id() != null || filter.orderId() != null) {
      return ask("", List.of(), "e.at DESC, e.user_number DESC, e.sequence DESC", limit);
    }
    return byWindows(limit);
  }

  private List<LedgerLine> byWindows(int limit) {
    var found = new ArrayList<LedgerLine>();
    var floor = filter.from() == null ? BEGINNING : filter.from();
    var end = end();
    var window = FIRST_WINDOW;
    @Nullable Instant top = null;
    while (found.size() < limit) {
      var bottom = end.minus(window);
      boolean isLast = !bottom.isAfter(floor);
      found.addAll(window(isLast ? null : bottom, top, limit - found.size()));
      if (isLast) {
        break;
      }
      top = bottom;
      end = bottom;
      window = window.multipliedBy(GROWTH);
    }
    return found;
  }

  /// Where looking begins. Entries may be later, if clocks differ: the first window has no end.
  private Instant end() {
    var end = filter.to() == null || filter.to().isAfter(now) ? now : filter.to();
    return before == null || before.at().isAfter(end) ? end : before.at();
  }

  private List<LedgerLine> window(@Nullable Instant bottom, @Nullable Instant top, int limit) {
    var range = new StringBuilder();
    var bounds = new ArrayList<Object>();
    if (bottom != null) {
      range.append(" AND e.at >= ?");
      bounds.add(bottom);
    }
    if (top != null) {
      range.append(" AND e.at < ?");
      bounds.add(top);
    }
    return ask(range.toString(), bounds, "e.at DESC, e.user_number DESC, e.sequence DESC", limit);
  }

  /// Lines of an order are found by their notes.
  private String tables() {
    return filter.user() != null && filter.orderId() == null ? TABLES_OF_USER : TABLES;
  }

  private List<LedgerLine> ask(String range, List<Object> bounds, String order, int limit) {
    var all = new ArrayList<Object>();
    all.addAll(values);
    all.addAll(bounds);
    all.add(limit);
    return exchange.query(
        "SELECT %s%n  FROM %s WHERE %s%s%n ORDER BY %s%n LIMIT ?"
            .formatted(COLUMNS, tables(), String.join(" AND ", conditions), range, order),
        statement -> Values.bind(statement, 1, all),
        LedgerRows::line);
  }
}
