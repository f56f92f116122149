package dev.promontory.postgres;

import dev.promontory.account.Account;
import dev.promontory.account.ConsoleUsers;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/// The console users in PostgreSQL.
public final class PostgresConsoleUsers implements ConsoleUsers {
  private final Jdbi jdbi;

  public PostgresConsoleUsers(DataSource dataSource) {
    this.jdbi = Jdbi.create(dataSource);
  }

  @Override
  public int count() {
    return jdbi.withHandle(
        handle ->
            handle.createQuery("SELECT count(*) FROM console_user").mapTo(Integer.class).one());
  }

  @Override
  public void create(Account account, String email, String passwordHash) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO console_user (account, email, password_hash)
                    VALUES (:account, :email, :hash)
                    """)
                .bind("account", account.number())
                .bind("email", email)
                .bind("hash", passwordHash)
                .execute());
  }
}
