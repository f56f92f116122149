package dev.promontory.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the application's user may not do to the books (L1).
class PrivilegesIT {
  private static Jdbi application;

  @BeforeAll
  static void grant() {
    var owner = TestDatabase.migrated("privileges");
    var source = TestDatabase.asRole(owner, "shop_clerk");
    Privileges.grant(owner, source);
    Privileges.grant(owner, source);
    application = Jdbi.create(source);
  }

  static List<String> forbidden() {
    return List.of(
        "UPDATE entry SET active_change = 0",
        "DELETE FROM entry",
        "TRUNCATE entry",
        "UPDATE lot_draw SET points = 1",
        "DELETE FROM lot_draw",
        "TRUNCATE lot_draw",
        "UPDATE checkpoint SET entries = 0",
        "DELETE FROM checkpoint",
        "TRUNCATE checkpoint",
        "UPDATE entry_note SET description = 'x'",
        "TRUNCATE entry_note",
        "SELECT sequence FROM entry FOR UPDATE",
        "ALTER TABLE entry DISABLE TRIGGER tr_entry_immutable",
        "ALTER TABLE lot_draw DISABLE TRIGGER ALL",
        "DROP TRIGGER tr_entry_immutable ON entry",
        "DROP TRIGGER tr_lot_draw_immutable ON lot_draw",
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'",
        "CREATE RULE r AS ON INSERT TO entry DO INSTEAD NOTHING",
        "DROP TABLE entry",
        "ALTER TABLE entry RENAME TO forgotten",
        "SET session_replication_role = replica",
        "CREATE TABLE other (id bigint)",
        "DELETE FROM flyway_schema_history");
  }

  @ParameterizedTest
  @MethodSource("forbidden")
  void l1_the_application_cannot_touch_the_books(String statement) {
    assertThatThrownBy(() -> application.useHandle(handle -> handle.execute(statement)))
        .rootCause()
        .hasMessageMatching("(?s).*(permission denied|must be owner).*");
  }

  @Test
  void it_reads_and_writes_everything_else_and_adds_to_the_books() {
    application.useHandle(
        handle -> {
          assertThat(handle.execute("UPDATE balance SET active = active")).isZero();
          assertThat(handle.execute("INSERT INTO entry SELECT * FROM entry")).isZero();
          assertThat(handle.execute("INSERT INTO lot_draw SELECT * FROM lot_draw")).isZero();
          assertThat(handle.execute("DELETE FROM entry_note")).isZero();
          assertThat(handle.execute("DELETE FROM reward_grant")).isZero();
          handle.execute("SELECT nextval('transaction_block')");
          handle.execute("SELECT count(*) FROM ledger_discrepancy");
          handle.execute("CREATE TEMP TABLE scratch (id bigint)");
        });
  }

  @Test
  void who_owns_the_tables_needs_no_grants() {
    DataSource owner = TestDatabase.migrated("owner");

    Privileges.grant(owner, owner);

    boolean isUntouched =
        Jdbi.create(owner)
            .withHandle(
                handle ->
                    handle
                        .createQuery("SELECT relacl IS NULL FROM pg_class WHERE relname = 'entry'")
                        .mapTo(Boolean.class)
                        .one());
    assertThat(isUntouched).isTrue();
  }
}
