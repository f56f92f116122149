package dev.promontory.postgres.ledger;

import org.jdbi.v3.core.Jdbi;

/// Counts what does not add up, by plain SQL.
final class LedgerAudit {
  private LedgerAudit() {}

  /// Balances that differ from their lots, holds or entries (L2), and lots that differ from their
  /// draws (L3).
  static long discrepancies(Jdbi jdbi) {
    return count(jdbi, "SELECT count(*) FROM ledger_discrepancy")
        + count(jdbi, "SELECT count(*) FROM lot_discrepancy");
  }

  /// A number.
  static long count(Jdbi jdbi, String query) {
    return jdbi.withHandle(handle -> handle.createQuery(query).mapTo(Long.class).one());
  }
}
