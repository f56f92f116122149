package dev.promontory.postgres.ledger;

import dev.promontory.ledger.Balance;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.Draw;
import dev.promontory.ledger.Hold;
import dev.promontory.ledger.Holding;
import dev.promontory.ledger.LedgerChanges.NewLot;
import dev.promontory.ledger.Lot;
import dev.promontory.ledger.OwnHold;
import dev.promontory.ledger.Spending;
import dev.promontory.points.Points;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is read of lots, holds and past spendings to decide commands.
record HoldingReads(Exchange exchange) {
  private static final String OPEN_LOTS =
      """
      SELECT %s
        FROM unnest((SELECT ?::bigint[]), (SELECT ?::bigint[])) AS k (wallet_id, user_number)
        JOIN lot AS l USING (wallet_id, user_number)
       WHERE l.open
      """
          .formatted(LedgerRows.LOT);

  /// Balances with their lots and holds, in their order.
  List<Holding> fill(Collection<Balance> balances) {
    if (balances.isEmpty()) {
      return List.of();
    }
    var lots = openLots(balances.stream().map(Balance::key).toList());
    var holding = balances.stream().filter(balance -> !balance.held().isZero()).toList();
    var holds = holding.isEmpty() ? Map.<BalanceKey, List<Hold>>of() : openHolds(holding);
    var held =
        holds.values().stream()
            .flatMap(List::stream)
            .flatMap(hold -> hold.draws().stream())
            .map(Draw::lotId)
            .distinct()
            .toList();
    var emptied = held.isEmpty() ? Map.<BalanceKey, List<Lot>>of() : lots(held);
    return balances.stream()
        .map(
            balance ->
                new Holding(
                        balance,
                        lots.getOrDefault(balance.key(), List.of()),
                        holds.getOrDefault(balance.key(), List.of()))
                    .with(emptied.getOrDefault(balance.key(), List.of())))
        .toList();
  }

  private Map<BalanceKey, List<Lot>> openLots(Collection<BalanceKey> keys) {
    return byKey(
        exchange.query(
            OPEN_LOTS, statement -> Sql.bindKeys(statement, 1, keys), LedgerRows::newLot));
  }

  /// Lots with these numbers.
  Map<BalanceKey, List<Lot>> lots(Collection<Long> ids) {
    return byKey(
        exchange.query(
            "SELECT %s FROM unnest((SELECT ?::bigint[])) AS k (id) JOIN lot AS l USING (id)"
                .formatted(LedgerRows.LOT),
            statement -> statement.setObject(1, LedgerRows.longs(ids, Long::longValue)),
            LedgerRows::newLot));
  }

  private static Map<BalanceKey, List<Lot>> byKey(List<NewLot> rows) {
    var lots = new HashMap<BalanceKey, List<Lot>>();
    rows.forEach(row -> lots.computeIfAbsent(row.key(), _ -> new ArrayList<>()).add(row.lot()));
    return lots;
  }

  private Map<BalanceKey, List<Hold>> openHolds(Collection<Balance> balances) {
    var keys = balances.stream().map(Balance::key).toList();
    var holds = new HashMap<BalanceKey, List<Hold>>();
    HoldRow.holds(
            exchange.query(
                """
                SELECT %s
                  FROM unnest((SELECT ?::bigint[]), (SELECT ?::bigint[]))
                           AS k (wallet_id, user_number)
                  JOIN hold AS h USING (wallet_id, user_number)
                  JOIN lot_draw AS d ON d.transaction_id = h.id
                 WHERE h.closed_as IS NULL
                 ORDER BY h.id, d.lot_id
                """
                    .formatted(HoldRow.COLUMNS),
                statement -> Sql.bindKeys(statement, 1, keys),
                HoldRow::read))
        .forEach(own -> holds.computeIfAbsent(own.key(), _ -> new ArrayList<>()).add(own.hold()));
    return holds;
  }

  /// A hold, open or ended.
  Optional<OwnHold> hold(long walletId, long id) {
    return HoldRow.holds(
            exchange.query(
                """
                SELECT %s
                  FROM hold AS h
                  JOIN lot_draw AS d ON d.transaction_id = h.id
                 WHERE h.id = ? AND h.wallet_id = ?
                 ORDER BY d.lot_id
                """
                    .formatted(HoldRow.COLUMNS),
                statement -> {
                  statement.setLong(1, id);
                  statement.setLong(2, walletId);
                },
                HoldRow::read))
        .stream()
        .findFirst();
  }

  /// What is left of a draw of a spending.
  private record SpentRow(long id, boolean isRemoval, long lotId, long left) {}

  /// Debits and captures with these numbers, less what was refunded.
  Map<Long, Spending> spendings(Collection<Long> ids) {
    var rows =
        exchange.query(
            """
            SELECT e.id, e.type = 2 AND e.source = 3, d.lot_id,
                   d.points - coalesce((SELECT sum(b.points)
                                          FROM entry AS r
                                          JOIN lot_draw AS b ON b.transaction_id = r.id
                                         WHERE r.related_id = e.id AND r.type IN (8, 9)
                                           AND b.lot_id = d.lot_id), 0)
              FROM entry AS e
              JOIN lot_draw AS d ON d.transaction_id = e.id
             WHERE e.id = ANY (?) AND e.type IN (2, 7)
             ORDER BY e.id, d.lot_id
            """,
            statement -> statement.setObject(1, LedgerRows.longs(ids, Long::longValue)),
            row -> new SpentRow(row.getLong(1), row.getBoolean(2), row.getLong(3), row.getLong(4)));
    var spendings = new HashMap<Long, Spending>();
    for (var row : rows) {
      var known =
          spendings.getOrDefault(row.id(), new Spending(row.id(), row.isRemoval(), List.of()));
      var left = new ArrayList<>(known.left());
      if (row.left() > 0) {
        left.add(new Draw(row.lotId(), new Points(row.left())));
      }
      spendings.put(row.id(), new Spending(row.id(), row.isRemoval(), left));
    }
    return spendings;
  }
}
