package dev.promontory.postgres;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/// Brings the schema of a database up to date. Forward only; safe to run from several processes at
/// once, the later ones wait.
public final class Migrations {
  private static final String LOCATION = "classpath:db/migration";

  private Migrations() {}

  /// Runs the migrations that this database has not seen. Each part of the schema counts in a range
  /// of its own, so one may be new that comes before others that have run.
  ///
  /// @return how many were run, 0 if the schema was up to date
  /// @throws org.flywaydb.core.api.FlywayException if the database cannot be reached, a migration
  ///   fails, or one that ran before has been changed since; nothing of the failed one stays
  public static int run(DataSource dataSource) {
    return Flyway.configure()
        .dataSource(dataSource)
        .locations(LOCATION)
        .validateMigrationNaming(true)
        .outOfOrder(true)
        .load()
        .migrate()
        .migrationsExecuted;
  }
}
