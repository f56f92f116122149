package dev.promontory.postgres.ledger;

import org.jdbi.v3.core.Jdbi;

/// Counts what does not add up, by plain SQL.
final class LedgerAudit {
  private LedgerAudit() {}

  /// Balances that differ from their lots or entries, and lots that differ from their draws (L2).
  static long discrepancies(Jdbi jdbi) {
    return count(jdbi, "SELECT count(*) FROM ledger_discrepancy")
        + count(
            jdbi,
            """
            SELECT count(*)
              FROM lot
              LEFT JOIN (SELECT lot_id, sum(points) AS points
                           FROM lot_draw
                           JOIN entry ON entry.id = transaction_id AND entry.type <> 3
                          GROUP BY lot_id) AS drawn ON drawn.lot_id = lot.id
             WHERE lot.granted - lot.remaining <> coalesce(drawn.points, 0)
            """);
  }

  /// A number.
  static long count(Jdbi jdbi, String query) {
    return jdbi.withHandle(handle -> handle.createQuery(query).mapTo(Long.class).one());
  }
}
