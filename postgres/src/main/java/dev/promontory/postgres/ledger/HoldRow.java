package dev.promontory.postgres.ledger;

import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.Draw;
import dev.promontory.ledger.EntryType;
import dev.promontory.ledger.Hold;
import dev.promontory.ledger.OwnHold;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A hold with one of its draws.
record HoldRow(
    long id, BalanceKey key, Instant heldAt, Instant expiresAt, Hold.@Nullable End end, Draw draw) {

  /// Of a hold `h` and its draws `d`.
  static final String COLUMNS =
      """
      h.id, h.wallet_id, h.user_number, h.held_at, h.expires_at, d.lot_id, d.points,
      h.closed_as, h.closed_at, h.captured
      """;

  static HoldRow read(ResultSet row) throws SQLException {
    var endedAt = Sql.instantOrNull(row, 9);
    return new HoldRow(
        row.getLong(1),
        new BalanceKey(row.getLong(2), row.getLong(3)),
        Sql.instant(row, 4),
        Sql.instant(row, 5),
        endedAt == null
            ? null
            : new Hold.End(EntryType.ofCode(row.getInt(8)), endedAt, Sql.points(row, 10)),
        new Draw(row.getLong(6), Sql.points(row, 7)));
  }

  /// The holds of rows, in their order.
  static List<OwnHold> holds(List<HoldRow> rows) {
    var byId = new LinkedHashMap<Long, List<HoldRow>>();
    rows.forEach(row -> byId.computeIfAbsent(row.id(), _ -> new ArrayList<>()).add(row));
    return byId.values().stream().map(HoldRow::hold).toList();
  }

  private static OwnHold hold(List<HoldRow> rows) {
    var first = rows.getFirst();
    var draws = rows.stream().map(HoldRow::draw).toList();
    return new OwnHold(
        first.key(), new Hold(first.id(), first.heldAt(), first.expiresAt(), draws, first.end()));
  }
}
