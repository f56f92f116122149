package dev.promontory.postgres.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.promontory.postgres.TestDatabase;
import dev.promontory.postgres.ledger.Table.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Few rows and many go different ways and arrive the same.
class RowsIT {
  private static final Jdbi JDBI = Jdbi.create(TestDatabase.fresh("rows"));
  private static final Table TABLE =
      Table.of("sample")
          .with(Kind.INT8, "id", "big")
          .with(Kind.INT4, "middle")
          .with(Kind.INT2, "small")
          .with(Kind.INSTANT, "at")
          .with(Kind.TEXT, "words", "never");

  /// What goes in and should come out.
  private record Sample(
      long id,
      @Nullable Long big,
      int middle,
      @Nullable Integer small,
      @Nullable Instant at,
      @Nullable String words) {}

  @BeforeAll
  static void createTable() {
    JDBI.useHandle(
        handle ->
            handle.execute(
                """
                CREATE TABLE sample (
                    id bigint PRIMARY KEY, big bigint, middle integer, small smallint,
                    at timestamptz, words text, never text)
                """));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 64, Rows.MANY - 1, Rows.MANY, 3 * Rows.MANY})
  void rows_arrive_as_they_were_written(int size) {
    var samples = samples(size);

    add(samples);

    assertThat(stored()).isEqualTo(samples);
  }

  @Test
  void a_row_that_is_there_already_undoes_everything() {
    var samples = samples(3);
    add(samples);

    assertThatThrownBy(() -> addMore(List.of(samples.getFirst())))
        .hasMessageContaining("sample_pkey");
    assertThat(stored()).isEqualTo(samples);
  }

  @Test
  void changes_that_wait_are_seen_by_the_next_question() {
    JDBI.useTransaction(
        handle -> {
          handle.execute("TRUNCATE sample");
          var exchange = new Exchange(handle, true);
          rows(samples(2)).addTo(exchange);

          var count = exchange.query("SELECT count(*) FROM sample", _ -> {}, row -> row.getLong(1));

          assertThat(count).containsExactly(2L);
        });
  }

  @Test
  void a_change_of_more_or_fewer_rows_than_expected_is_a_failure() {
    assertThatThrownBy(
            () ->
                JDBI.useTransaction(
                    handle -> {
                      var exchange = new Exchange(handle, true);
                      exchange.later("UPDATE sample SET middle = 1", _ -> {}, 1_000, "samples");
                      exchange.send();
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("samples were changed, not 1000");
  }

  private static void add(List<Sample> samples) {
    JDBI.useHandle(handle -> handle.execute("TRUNCATE sample"));
    addMore(samples);
  }

  private static void addMore(List<Sample> samples) {
    JDBI.useTransaction(
        handle -> {
          var exchange = new Exchange(handle, true);
          rows(samples).addTo(exchange);
          exchange.send();
        });
  }

  private static Rows rows(List<Sample> samples) {
    var rows = new Rows(TABLE, samples.size());
    for (var sample : samples) {
      rows.number(sample.id())
          .numberOrNull(sample.big())
          .number(sample.middle())
          .numberOrNull(sample.small() == null ? null : sample.small().longValue())
          .instantOrNull(sample.at())
          .textOrNull(sample.words())
          .nothing();
    }
    return rows;
  }

  private static List<Sample> samples(int size) {
    var random = new SplittableRandom(size);
    var samples = new ArrayList<Sample>();
    for (int i = 0; i < size; i++) {
      samples.add(
          new Sample(
              i,
              random.nextInt(4) == 0 ? null : random.nextLong(),
              random.nextInt(),
              random.nextInt(4) == 0 ? null : random.nextInt(Short.MIN_VALUE, Short.MAX_VALUE + 1),
              random.nextInt(4) == 0 ? null : instant(random),
              random.nextInt(4) == 0 ? null : words(random)));
    }
    return samples;
  }

  /// To the microsecond, from 1900 to the end of the year 9998.
  private static Instant instant(SplittableRandom random) {
    return Instant.EPOCH
        .plusSeconds(random.nextLong(-2_208_988_800L, 253_370_764_800L))
        .plusNanos(random.nextInt(1_000_000) * 1_000L);
  }

  private static String words(SplittableRandom random) {
    var words = List.of("", "NULL", "{}", "\"quoted\",\\", "two\nlines\t", "<b>ß 🦊</b>", "'; --");
    return words.get(random.nextInt(words.size()));
  }

  private static List<Sample> stored() {
    return JDBI.withHandle(
        handle ->
            handle
                .createQuery("SELECT * FROM sample WHERE never IS NULL ORDER BY id")
                .map(
                    (row, _) ->
                        new Sample(
                            row.getLong("id"),
                            row.getObject("big", Long.class),
                            row.getInt("middle"),
                            row.getObject("small", Integer.class),
                            Sql.instantOrNull(row, 5),
                            row.getString("words")))
                .list());
  }
}
