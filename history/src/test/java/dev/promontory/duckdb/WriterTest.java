package dev.promontory.duckdb;

import static dev.promontory.testkit.history.Recording.property;
import static dev.promontory.testkit.history.Recording.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.promontory.log.LogRecord;
import dev.promontory.log.RecordWeight;
import dev.promontory.record.ProfileChange;
import dev.promontory.record.Property;
import dev.promontory.testkit.history.Recording;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriterTest {
  private static final int MOST_PROPERTIES = 256;

  @TempDir private Path folder = Path.of("unset");
  private Database database;
  private Snapshots snapshots;
  private Writer writer;

  @BeforeEach
  void open() throws SQLException {
    database =
        Database.open(
            new HistorySettings(folder.resolve("history.duckdb"), 256, 2), Origin.any(), _ -> {});
    snapshots = new Snapshots();
    writer = new Writer(database.connect(), snapshots);
  }

  @AfterEach
  void close() throws SQLException {
    writer.close();
    database.close();
  }

  /// Writes all records and gives the sizes of the transactions.
  private List<Integer> writeAll(List<LogRecord> records) throws SQLException {
    var sizes = new ArrayList<Integer>();
    int written = 0;
    while (written < records.size()) {
      sizes.add(writer.write(records.subList(written, records.size())));
      written += sizes.getLast();
      assertThat(snapshots.position()).isEqualTo(records.get(written - 1).position());
    }
    return sizes;
  }

  private long count(String sql) throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void ordinary_records_are_written_by_the_ten_thousand() throws SQLException {
    var log = new Recording();
    var properties =
        IntStream.range(0, 8).mapToObj(i -> property("p" + i, "text")).toArray(Property[]::new);
    for (int user = 1; user <= 25_000; user++) {
      log.event(1, user, user, "Charged", properties);
    }

    assertThat(writeAll(log.records())).containsExactly(25_000);
  }

  @Test
  void the_records_of_a_transaction_are_bounded() throws SQLException {
    var log = new Recording();
    for (int i = 0; i <= Batch.MAX_RECORDS; i++) {
      log.event(1, 1, i, "Charged");
    }

    assertThat(writeAll(log.records())).containsExactly(Batch.MAX_RECORDS, 1);
  }

  @Test
  void records_with_many_properties_are_divided_by_their_weight() throws SQLException {
    var log = new Recording();
    var properties =
        IntStream.range(0, MOST_PROPERTIES)
            .mapToObj(i -> property("p" + i, "x".repeat(100)))
            .toArray(Property[]::new);
    for (int user = 1; user <= 2_000; user++) {
      log.event(1, user, user, "Charged", properties);
    }
    long each = RecordWeight.of(log.records().getFirst().body());

    var sizes = writeAll(log.records());

    assertThat(sizes).hasSizeGreaterThan(1);
    assertThat(sizes).allSatisfy(size -> assertThat(size * each).isLessThan(Batch.MAX_BYTES));
    assertThat(count("SELECT count(*) FROM h.event_1")).isEqualTo(2_000);
  }

  @Test
  void the_width_of_a_table_counts() throws SQLException {
    var log = new Recording();
    for (int table = 0; table < 2; table++) {
      int from = table * MOST_PROPERTIES;
      log.event(
          1,
          1,
          1,
          "Charged",
          IntStream.range(from, from + MOST_PROPERTIES)
              .mapToObj(i -> property("p" + i, i))
              .toArray(Property[]::new));
    }
    for (int i = 0; i < 20_000; i++) {
      log.event(1, 1, i, "Charged");
    }

    assertThat(writeAll(log.records())).hasSizeGreaterThan(1);
  }

  @Test
  void small_changes_of_large_profiles_are_divided_by_the_weight_of_the_profiles()
      throws SQLException {
    int users = 600;
    var log = new Recording();
    var changes =
        IntStream.range(0, MOST_PROPERTIES)
            .mapToObj(i -> put("p" + i, "x".repeat(400)))
            .toArray(ProfileChange[]::new);
    for (int user = 1; user <= users; user++) {
      log.profile(1, user, changes);
    }
    writeAll(log.records());
    long each = RecordWeight.of(log.records().getFirst().body());
    for (int user = 1; user <= users; user++) {
      log.profile(1, user, put("p0", "changed")).profile(1, user, put("p1", "too"));
    }

    var sizes = writeAll(log.records().subList(users, log.records().size()));

    assertThat(sizes).hasSizeGreaterThan(1);
    assertThat(sizes).allSatisfy(size -> assertThat(size / 2 * each).isLessThan(Batch.MAX_BYTES));
    assertThat(count("SELECT count(*) FROM h.users_1 WHERE c1t = 'changed' AND c2t = 'too'"))
        .isEqualTo(users);
    assertThat(count("SELECT min(length(c256t)) FROM h.users_1")).isEqualTo(400);
  }

  @Test
  void a_record_heavier_than_a_transaction_may_be_is_written_alone() throws SQLException {
    var text = "x".repeat((int) Batch.MAX_BYTES);
    var log = new Recording().event(1, 1, 1, "A").event(1, 1, 2, "A", property("p", text));

    assertThat(writeAll(log.event(1, 1, 3, "A").records())).containsExactly(1, 1, 1);
  }

  @Test
  void h1_a_batch_counts_once_even_if_it_fails_and_the_catalogue_cannot_be_read_then()
      throws SQLException {
    var log = new Recording().event(1, 1, 1, "A").profile(1, 1, put("Plan", "a"));
    writeAll(log.records());
    log.event(1, 1, 2, "A", property("New", 1)).event(1, 2, 3, "B").profile(1, 2, put("Age", "9"));
    var fresh = log.records().subList(2, 5);
    execute("ALTER TABLE h.path RENAME TO hidden");
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatExceptionOfType(SQLException.class).isThrownBy(() -> writer.write(fresh));
    }
    execute("ALTER TABLE h.hidden RENAME TO path");

    assertThat(writeAll(fresh)).containsExactly(3);

    assertThat(count("SELECT count(*) FROM h.event_1")).isEqualTo(2);
    assertThat(count("SELECT count(*) FROM h.event_2")).isEqualTo(1);
    assertThat(count("SELECT count(*) FROM h.users_1")).isEqualTo(2);
    assertThat(count("SELECT count(*) FROM h.path")).isEqualTo(3);
  }
}
