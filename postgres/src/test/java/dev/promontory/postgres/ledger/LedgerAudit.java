package dev.promontory.postgres.ledger;

import dev.promontory.app.VerifyBooks;
import dev.promontory.audit.Check;
import dev.promontory.postgres.proof.PostgresCheckpoints;
import dev.promontory.postgres.proof.PostgresProof;
import dev.promontory.testkit.Rewards;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
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

  /// What the proof of the books finds, with a checkpoint over them. Reads everything and takes as
  /// long: for the end of a class.
  static List<Check> faults(DataSource source) {
    new PostgresCheckpoints(source).seal(Rewards.NOW);
    List<Check> faults = new ArrayList<>();
    new VerifyBooks(new PostgresProof(source))
        .verify(
            check -> {
              if (check.isFault()) {
                faults.add(check);
              }
            });
    return faults;
  }

  /// A number.
  static long count(Jdbi jdbi, String query) {
    return jdbi.withHandle(handle -> handle.createQuery(query).mapTo(Long.class).one());
  }
}
