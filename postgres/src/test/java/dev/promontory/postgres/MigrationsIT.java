package dev.promontory.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

class MigrationsIT {
  @Test
  void a_second_run_finds_nothing_to_do() {
    var source = TestDatabase.fresh("migrations");

    assertThat(Migrations.run(source)).isPositive();
    assertThat(Migrations.run(source)).isZero();
  }

  @Test
  void a_migration_that_is_new_before_others_is_run() {
    var source = TestDatabase.migrated("out_of_order");
    Jdbi.create(source)
        .useHandle(
            handle -> {
              handle.execute("DROP TABLE log_identity");
              handle.execute("DELETE FROM flyway_schema_history WHERE version = '003'");
            });

    assertThat(Migrations.run(source)).isEqualTo(1);
    assertThat(Migrations.run(source)).isZero();
  }

  @Test
  void a_database_on_which_the_old_text_of_a_rewritten_migration_ran_goes_on() {
    var source = TestDatabase.migrated("old_text");
    var old = Map.of("002", 579_093_097, "020", 1_404_903_040, "021", 1_292_916_633);
    old.forEach((version, checksum) -> stamp(source, version, checksum));

    assertThat(Migrations.run(source)).isZero();
    assertThat(Migrations.run(source)).isZero();
  }

  @Test
  void a_migration_that_was_changed_since_it_ran_is_refused() {
    var source = TestDatabase.migrated("changed_text");
    stamp(source, "002", 1);

    assertThatThrownBy(() -> Migrations.run(source)).hasMessageContaining("checksum");
  }

  private static void stamp(DataSource source, String version, int checksum) {
    Jdbi.create(source)
        .useHandle(
            handle ->
                handle.execute(
                    "UPDATE flyway_schema_history SET checksum = ? WHERE version = ?",
                    checksum,
                    version));
  }

  @Test
  void what_is_compressed_already_is_stored_as_it_is() {
    var external =
        Jdbi.create(TestDatabase.migrated("storage"))
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            """
                            SELECT attrelid::regclass || '.' || attname
                              FROM pg_attribute
                             WHERE attstorage = 'e' AND attrelid::regclass::text NOT LIKE 'pg_%'
                            """)
                        .mapTo(String.class)
                        .list());

    assertThat(external)
        .containsExactlyInAnyOrder(
            "log_block.payload",
            "segment_members.users",
            "campaign_run_chunk.users",
            "outbox.payload");
  }

  @Test
  void every_column_has_a_comment() {
    var silent =
        Jdbi.create(TestDatabase.migrated("comments"))
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            """
                            SELECT class.relname || '.' || attribute.attname
                              FROM pg_attribute AS attribute
                              JOIN pg_class AS class ON class.oid = attribute.attrelid
                             WHERE class.relnamespace = 'public'::regnamespace
                               AND class.relkind IN ('r', 'p')
                               AND class.relname NOT LIKE 'flyway%'
                               AND attribute.attnum > 0
                               AND NOT attribute.attisdropped
                               AND col_description(class.oid, attribute.attnum) IS NULL
                             ORDER BY 1
                            """)
                        .mapTo(String.class)
                        .list());

    assertThat(silent).isEmpty();
  }
}
