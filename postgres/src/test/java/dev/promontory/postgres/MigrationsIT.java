package dev.promontory.postgres;

import static org.assertj.core.api.Assertions.assertThat;

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
