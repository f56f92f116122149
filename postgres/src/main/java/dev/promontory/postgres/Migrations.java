package dev.promontory.postgres;

import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Brings the schema of a database up to date. Forward only; safe to run from several processes at
/// once, the later ones wait.
public final class Migrations {
  private static final String LOCATION = "classpath:db/migration";

  /// Migrations that were written down anew, since PostgreSQL 15 does not know `STORAGE` within
  /// `CREATE TABLE`. The tables that they make are the same, so databases on which the old text ran
  /// go on as if it had been the new one. Nothing else is ever added here: migrations don't change.
  private static final List<Rewritten> REWRITTEN =
      List.of(
          new Rewritten("002", 579_093_097, -346_313_329),
          new Rewritten("020", 1_404_903_040, -398_618_317),
          new Rewritten("021", 1_292_916_633, 460_492_563));

  private Migrations() {}

  /// @param before the checksum of the old text, and of nothing else
  /// @param now that of the new one
  private record Rewritten(String version, int before, int now) {}

  /// Runs the migrations that this database has not seen. Each part of the schema counts in a range
  /// of its own, so one may be new that comes before others that have run.
  ///
  /// @return how many were run, 0 if the schema was up to date
  /// @throws org.flywaydb.core.api.FlywayException if the database cannot be reached, a migration
  ///   fails, or one that ran before has been changed since; nothing of the failed one stays
  public static int run(DataSource dataSource) {
    var flyway =
        Flyway.configure()
            .dataSource(dataSource)
            .locations(LOCATION)
            .validateMigrationNaming(true)
            .outOfOrder(true)
            .load();
    if (flyway.info().applied().length > 0) {
      Jdbi.create(dataSource).useTransaction(Migrations::acceptOldTexts);
    }
    return flyway.migrate().migrationsExecuted;
  }

  private static void acceptOldTexts(Handle handle) {
    for (var each : REWRITTEN) {
      handle.execute(
          """
          UPDATE flyway_schema_history
             SET checksum = ?
           WHERE version = ? AND checksum = ?
          """,
          each.now(),
          each.version(),
          each.before());
    }
  }
}
