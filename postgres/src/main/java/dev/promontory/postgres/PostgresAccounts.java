package dev.promontory.postgres;

import dev.promontory.account.Account;
import dev.promontory.account.Accounts;
import dev.promontory.text.StoredText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/// The accounts in PostgreSQL.
public final class PostgresAccounts implements Accounts {
  private final Jdbi jdbi;

  public PostgresAccounts(DataSource dataSource) {
    this.jdbi = Jdbi.create(dataSource);
  }

  @Override
  public List<Account> all() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT number, id, zone, week_start
                      FROM account
                     ORDER BY number
                    """)
                .map(PostgresAccounts::account)
                .list());
  }

  @Override
  public Optional<Account> find(String id) {
    if (!StoredText.isPlain(id)) {
      return Optional.empty();
    }
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT number, id, zone, week_start
                      FROM account
                     WHERE id = :id
                    """)
                .bind("id", id)
                .map(PostgresAccounts::account)
                .findOne());
  }

  @Override
  public Account create(String id, String zone, String passcodeHash) {
    var parsed = ZoneId.of(zone);
    var number =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        WITH created AS (
                            INSERT INTO account (id, zone, week_start)
                            VALUES (:id, :zone, :weekStart)
                            RETURNING number
                        )
                        INSERT INTO account_passcode (account, no, hash)
                        SELECT number, 1, :hash
                          FROM created
                        RETURNING account
                        """)
                    .bind("id", id)
                    .bind("zone", parsed.getId())
                    .bind("weekStart", DayOfWeek.MONDAY.getValue())
                    .bind("hash", passcodeHash)
                    .mapTo(Integer.class)
                    .one());
    return new Account(number, id, parsed, DayOfWeek.MONDAY);
  }

  @Override
  public List<String> passcodeHashes(String id) {
    if (!StoredText.isPlain(id)) {
      return List.of();
    }
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT passcode.hash
                      FROM account
                      JOIN account_passcode AS passcode ON passcode.account = account.number
                     WHERE account.id = :id
                     ORDER BY passcode.no
                    """)
                .bind("id", id)
                .mapTo(String.class)
                .list());
  }

  private static Account account(ResultSet row, StatementContext context) throws SQLException {
    return new Account(
        row.getInt("number"),
        row.getString("id"),
        ZoneId.of(row.getString("zone")),
        DayOfWeek.of(row.getInt("week_start")));
  }
}
