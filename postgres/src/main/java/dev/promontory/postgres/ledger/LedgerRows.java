package dev.promontory.postgres.ledger;

import dev.promontory.ledger.Balance;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.Entry;
import dev.promontory.ledger.EntryType;
import dev.promontory.ledger.LedgerChanges.NewLot;
import dev.promontory.ledger.LedgerLine;
import dev.promontory.ledger.Lot;
import dev.promontory.ledger.Note;
import dev.promontory.ledger.Source;
import dev.promontory.store.StoredText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// How balances, lots and entries are read and bound.
final class LedgerRows {
  static final String BALANCE =
      """
      b.wallet_id, b.user_number, b.sequence, b.active, b.promised, b.credited,
      b.expired, b.redeemed, b.removed, b.next_due_at
      """;
  static final String LOT =
      """
      l.wallet_id, l.user_number, l.id, l.issued_at, l.activates_at, l.expires_at,
      l.granted, l.remaining, l.bucket
      """;
  static final String ENTRY =
      """
      e.id, e.wallet_id, e.user_number, e.sequence, e.type, e.source, e.at, e.active_change,
      e.promised_change, e.active_after, e.promised_after, e.campaign_id, e.description,
      e.order_id, e.sale_amount_micros, e.sale_channel, e.location_id, e.metadata
      """;

  /// The number of columns in [#ENTRY].
  private static final int ENTRY_COLUMNS = 18;

  private static final int MONEY_SCALE = 6;

  private LedgerRows() {}

  static Balance balance(ResultSet row) throws SQLException {
    return new Balance(
        new BalanceKey(row.getLong(1), row.getLong(2)),
        row.getLong(3),
        Sql.points(row, 4),
        Sql.points(row, 5),
        Sql.points(row, 6),
        Sql.points(row, 7),
        Sql.points(row, 8),
        Sql.points(row, 9),
        Sql.instantOrNull(row, 10));
  }

  static NewLot newLot(ResultSet row) throws SQLException {
    return new NewLot(
        new BalanceKey(row.getLong(1), row.getLong(2)),
        new Lot(
            row.getLong(3),
            Sql.instant(row, 4),
            Sql.instant(row, 5),
            Sql.instantOrNull(row, 6),
            Sql.points(row, 7),
            Sql.points(row, 8),
            Lot.Bucket.ofCode(row.getInt(9))));
  }

  static LedgerLine line(ResultSet row) throws SQLException {
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
        row.getLong(8),
        row.getLong(9),
        Sql.points(row, 10),
        Sql.points(row, 11),
        note(row),
        List.of());
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
    var amount = BigDecimal.valueOf(micros, MONEY_SCALE).stripTrailingZeros();
    return amount.scale() < 0 ? amount.setScale(0, RoundingMode.UNNECESSARY) : amount;
  }

  /// An amount of money in millionths; finer digits are refused where they come in.
  static @Nullable Long micros(@Nullable BigDecimal amount) {
    return amount == null ? null : amount.movePointRight(MONEY_SCALE).longValueExact();
  }

  static @Nullable String encoded(@Nullable String text) {
    return text == null ? null : StoredText.encode(text);
  }

  private static @Nullable String textOrNull(ResultSet row, int column) throws SQLException {
    var text = row.getString(column);
    return text == null ? null : StoredText.decode(text);
  }

  /// Binds the columns of [#BALANCE] as arrays, the last one in epoch milliseconds.
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
        .array(nextDue(balances));
  }

  static <T> long[] longs(Collection<T> rows, ToLongFunction<T> column) {
    return rows.stream().mapToLong(column).toArray();
  }

  private static @Nullable Long[] nextDue(Collection<Balance> balances) {
    Function<Balance, @Nullable Long> millis =
        balance -> balance.nextDueAt() == null ? null : balance.nextDueAt().toEpochMilli();
    return balances.stream().map(millis).toArray(Long[]::new);
  }
}
