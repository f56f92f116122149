package dev.promontory.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.Test;

class PostgresConsoleUsersIT {

  @Test
  void a_person_is_stored_once_by_e_mail() {
    var dataSource = TestDatabase.fresh("console_users");
    Migrations.run(dataSource);
    var account = new PostgresAccounts(dataSource).create("acme", "UTC", "hash");
    var consoleUsers = new PostgresConsoleUsers(dataSource);
    assertThat(consoleUsers.count()).isZero();

    consoleUsers.create(account, "ann@example.org", "hash");

    assertThat(consoleUsers.count()).isEqualTo(1);
    assertThatThrownBy(() -> consoleUsers.create(account, "ann@example.org", "other"))
        .isInstanceOf(UnableToExecuteStatementException.class)
        .hasMessageContaining("uq_console_user_email");
  }
}
