package dev.promontory.postgres.proof;

import dev.promontory.audit.Check;
import dev.promontory.audit.Check.Finding;
import dev.promontory.audit.Proof;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Proves the books in PostgreSQL, by [Checks].
public final class PostgresProof implements Proof {
  private final Jdbi jdbi;

  /// @param dataSource on which statements may take long
  public PostgresProof(DataSource dataSource) {
    this.jdbi = Jdbi.create(dataSource);
  }

  @Override
  public void verify(Consumer<Check> each) {
    jdbi.useTransaction(
        handle -> {
          handle.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
          verify(handle, each);
        });
  }

  /// Checks what an open transaction sees.
  static void verify(Handle handle, Consumer<Check> each) {
    readEverything(handle);
    for (var query : Checks.ALL) {
      each.accept(check(handle, query));
    }
  }

  /// Whole tables are compared: looking up rows one by one would take as long as there are rows,
  /// squared where only a block range index helps.
  static void readEverything(Handle handle) {
    handle.execute("SET LOCAL enable_nestloop = off");
  }

  private static Check check(Handle handle, CheckQuery query) {
    long rows = handle.createQuery("SELECT count(*) FROM " + query.rows()).mapTo(Long.class).one();
    var found = new long[1];
    List<Finding> findings = new ArrayList<>();
    handle
        .createQuery(
            """
            SELECT wallet_id, user_number, sequence, problem, count(*) OVER () AS found
              FROM (%s) AS finding
             ORDER BY wallet_id, user_number, sequence, problem
             LIMIT :limit
            """
                .formatted(query.findings()))
        .bind("limit", Check.MAX_FINDINGS)
        .map(
            (row, _) -> {
              found[0] = row.getLong("found");
              return finding(row);
            })
        .forEach(findings::add);
    return new Check(query.name(), query.sentence(), query.weight(), rows, found[0], findings);
  }

  private static Finding finding(ResultSet row) throws SQLException {
    return new Finding(
        number(row, "wallet_id"),
        number(row, "user_number"),
        number(row, "sequence"),
        row.getString("problem"));
  }

  private static @Nullable Long number(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }
}
