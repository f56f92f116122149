package dev.promontory.postgres.books;

import dev.promontory.journal.Overview;
import dev.promontory.journal.Overview.Standing;
import dev.promontory.journal.Periods;
import dev.promontory.journal.Turnover;
import dev.promontory.ledger.EntryType;
import dev.promontory.ledger.Source;
import dev.promontory.postgres.ledger.Exchange;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Adds up what all entries of a wallet did in each of several periods.
record Turnovers(Exchange exchange) {
  /// The period of the row that tells what the balances hold.
  private static final int STANDING = -1;

  /// One statement, so that all of it is as of the same moment. Activations and reversals take the
  /// source of the credit: the first by the lot that is activated, which has the credit's number.
  /// An activation leads to its credit by an index that holds promised credits alone.
  private static final String ALL =
      """
      WITH move AS (
          SELECT at, type, source, active_change, promised_change, held_change, 0 AS shortfall
            FROM entry
           WHERE wallet_id = ? AND at >= ? AND at < ? AND type NOT IN (3, 10)
          UNION ALL
          SELECT e.at, e.type, coalesce(c.source, e.source), coalesce(d.points, e.active_change),
                 -coalesce(d.points, e.active_change), 0, 0
            FROM entry AS e
            LEFT JOIN lot_draw AS d ON d.transaction_id = e.id
            LEFT JOIN entry AS c ON c.id = d.lot_id AND c.type = 1 AND c.promised_change > 0
           WHERE e.wallet_id = ? AND e.at >= ? AND e.at < ? AND e.type = 3
          UNION ALL
          SELECT e.at, e.type, coalesce(c.source, e.source), e.active_change, e.promised_change, 0,
                 e.shortfall
            FROM entry AS e
            LEFT JOIN entry AS c ON c.id = e.related_id AND c.wallet_id = e.wallet_id AND c.type = 1
           WHERE e.wallet_id = ? AND e.at >= ? AND e.at < ? AND e.type = 10)
      SELECT width_bucket(at, ?) - 1 AS period, type, source,
             sum(active_change), sum(promised_change), sum(held_change), sum(shortfall)
        FROM move
       GROUP BY period, type, source
      UNION ALL
      SELECT -1, 0, 0, sum(active), sum(promised), sum(held), 0
        FROM balance
       WHERE wallet_id = ?
      """;

  private static final int BRANCHES = 3;
  private static final int BINDS_OF_BRANCH = 3;

  /// A row before it is told whether it is a standing or a turnover.
  private record Row(int period, int type, int source, Sums sums) {}

  private record Sums(
      BigDecimal active, BigDecimal promised, BigDecimal held, BigDecimal shortfall) {}

  Overview overview(long walletId, Periods periods) {
    var rows =
        exchange.query(
            ALL,
            statement -> {
              var branch = List.of(walletId, periods.from(), periods.to());
              for (int i = 0; i < BRANCHES; i++) {
                Values.bind(statement, 1 + i * BINDS_OF_BRANCH, branch);
              }
              int next = 1 + BRANCHES * BINDS_OF_BRANCH;
              Values.bindInstants(statement, next, periods.bounds());
              statement.setLong(next + 1, walletId);
            },
            Turnovers::row);
    var turnovers = new ArrayList<Turnover>(rows.size());
    var now = new Standing(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
    for (var row : rows) {
      var sums = row.sums();
      if (row.period() == STANDING) {
        now = new Standing(sums.active(), sums.promised(), sums.held());
      } else {
        turnovers.add(turnover(row));
      }
    }
    return Overview.of(now, turnovers, periods.size());
  }

  private static Turnover turnover(Row row) {
    var sums = row.sums();
    return new Turnover(
        row.period(),
        EntryType.ofCode(row.type()),
        Source.ofCode(row.source()),
        sums.active(),
        sums.promised(),
        sums.held(),
        sums.shortfall());
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getInt(1),
        row.getInt(2),
        row.getInt(3),
        new Sums(Values.sum(row, 4), Values.sum(row, 5), Values.sum(row, 6), Values.sum(row, 7)));
  }
}
