package dev.promontory.postgres.ledger;

import dev.promontory.ledger.Balance;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.Entry;
import dev.promontory.ledger.Entry.Buckets;
import dev.promontory.ledger.Entry.Change;
import dev.promontory.ledger.EntryType;
import dev.promontory.ledger.Hash;
import dev.promontory.ledger.LedgerChanges.NewLot;
import dev.promontory.ledger.LedgerLine;
import dev.promontory.ledger.Lot;
import dev.promontory.ledger.Note;
import dev.promontory.ledger.Origin;
import dev.promontory.ledger.Source;
import dev.promontory.text.StoredText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// How balances, lots and entries are read and bound.
public final class LedgerRows {
  static final String BALANCE =
      """
      b.wallet_id, b.user_number, b.sequence, b.active, b.promised, b.credited,
      b.expired, b.redeemed, b.removed, b.next_due_at, b.held, b.last_at, b.head
      """;
  static final String LOT =
      """
      l.wallet_id, l.user_number, l.id, l.issued_at, l.activates_at, l.expires_at,
      l.granted, l.remaining, l.bucket, l.expired, l.reversed, l.remind_at
      """;

  /// What [#line] reads of an entry `e` with its note `n`; one more column follows: when its lot is
  /// activated, or null.
  public static final String ENTRY =
      """
      e.id, e.wallet_id, e.user_number, e.sequence, e.type, e.source, e.at, e.active_change,
      e.promised_change, e.active_after, e.promised_after, e.campaign_id, n.description,
      n.order_id, n.sale_amount_micros, n.sale_channel, n.location_id, n.metadata,
      e.held_change, e.held_after, e.related_id, e.shortfall, e.hash
      """;

  /// The number of columns in [#ENTRY].
  private static final int ENTRY_COLUMNS = 23;

  private LedgerRows() {}

  static Balance balance(ResultSet row) throws SQLException {
    return new Balance(
        new BalanceKey(row.getLong(1), row.getLong(2)),
        row.getLong(3),
        Sql.points(row, 4),
        Sql.points(row, 5),
        Sql.points(row, 11),
        new Balance.Totals(
            Sql.points(row, 6), Sql.points(row, 7), Sql.points(row, 8), Sql.points(row, 9)),
        Sql.instantOrNull(row, 10),
        new Balance.Last(Sql.instant(row, 12), Hash.ofBytes(row.getBytes(13))));
  }

  static NewLot newLot(ResultSet row) throws SQLException {
    return new NewLot(
        new BalanceKey(row.getLong(1), row.getLong(2)),
        new Lot(
            row.getLong(3),
            new Lot.Life(
                Sql.instant(row, 4),
                Sql.instant(row, 5),
                Sql.instantOrNull(row, 6),
                Sql.instantOrNull(row, 12)),
            Sql.points(row, 7),
            Sql.points(row, 8),
            Sql.points(row, 10),
            Sql.points(row, 11),
            Lot.Bucket.ofCode(row.getInt(9))));
  }

  /// Id, wallet, user and type of an entry.
  static Origin origin(ResultSet row) throws SQLException {
    return new Origin(
        row.getLong(1),
        new BalanceKey(row.getLong(2), row.getLong(3)),
        EntryType.ofCode(row.getInt(4)));
  }

  /// An entry as it is listed.
  public static LedgerLine line(ResultSet row) throws SQLException {
    return new LedgerLine(entry(row), Sql.instantOrNull(row, ENTRY_COLUMNS + 1));
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        row.getLong(1),
        new BalanceKey(row.getLong(2), row.getLong(3)),
        row.getLong(4),
        EntryType.ofCode(row.getInt(5)),
        Source.ofCode(row.getInt(6)),
        Sql.instant(row, 7),
        new Change(row.getLong(8), row.getLong(9), row.getLong(19)),
        new Buckets(Sql.points(row, 10), Sql.points(row, 11), Sql.points(row, 20)),
        row.getObject(21, Long.class),
        Sql.points(row, 22),
        note(row),
        List.of(),
        Hash.ofBytes(row.getBytes(23)));
  }

  private static Note note(ResultSet row) throws SQLException {
    var micros = row.getObject(15, Long.class);
    return new Note(
        textOrNull(row, 13),
        textOrNull(row, 14),
        micros == null ? null : money(micros),
        textOrNull(row, 16),
        textOrNull(row, 17),
        row.getObject(12, Long.class),
        textOrNull(row, 18));
  }

  private static BigDecimal money(long micros) {
    var amount = BigDecimal.valueOf(micros, Note.MONEY_SCALE).stripTrailingZeros();
    return amount.scale() < 0 ? amount.setScale(0, RoundingMode.UNNECESSARY) : amount;
  }

  /// An amount of money in millionths; finer digits are refused where they come in.
  static @Nullable Long micros(@Nullable BigDecimal amount) {
    return amount == null ? null : amount.movePointRight(Note.MONEY_SCALE).longValueExact();
  }

  static @Nullable String encoded(@Nullable String text) {
    return text == null ? null : StoredText.encode(text);
  }

  private static @Nullable String textOrNull(ResultSet row, int column) throws SQLException {
    var text = row.getString(column);
    return text == null ? null : StoredText.decode(text);
  }

  /// Binds the columns of [#BALANCE] as arrays, instants in epoch milliseconds.
  static void bindBalances(Parameters parameters, Collection<Balance> balances)
      throws SQLException {
    parameters
        .array(longs(balances, balance -> balance.key().walletId()))
        .array(longs(balances, balance -> balance.key().user()))
        .array(longs(balances, Balance::sequence))
        .array(longs(balances, balance -> balance.active().thousandths()))
        .array(longs(balances, balance -> balance.promised().thousandths()))
        .array(longs(balances, balance -> balance.credited().thousandths()))
        .array(longs(balances, balance -> balance.expired().thousandths()))
        .array(longs(balances, balance -> balance.redeemed().thousandths()))
        .array(longs(balances, balance -> balance.removed().thousandths()))
        .array(millis(balances, Balance::nextDueAt))
        .array(longs(balances, balance -> balance.held().thousandths()))
        .array(longs(balances, balance -> balance.last().at().toEpochMilli()))
        .array(
            balances.stream()
                .map(balance -> balance.last().hash().toBytes())
                .toArray(byte[][]::new));
  }

  static <T> long[] longs(Collection<T> rows, ToLongFunction<T> column) {
    return rows.stream().mapToLong(column).toArray();
  }

  /// Instants that may be absent, in epoch milliseconds.
  static <T> @Nullable Long[] millis(Collection<T> rows, Function<T, @Nullable Instant> column) {
    Function<T, @Nullable Long> millis =
        row -> {
          var at = column.apply(row);
          return at == null ? null : at.toEpochMilli();
        };
    return rows.stream().map(millis).toArray(Long[]::new);
  }
}
