package dev.promontory.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.account.Account;
import dev.promontory.log.AppendBatch;
import dev.promontory.log.LogBlock;
import dev.promontory.log.NewRecord;
import dev.promontory.record.Name;
import dev.promontory.record.Properties;
import dev.promontory.record.RecordBody;
import dev.promontory.rule.Rule;
import dev.promontory.rule.UserSet;
import dev.promontory.testkit.MemoryEventLog;
import dev.promontory.user.KnownUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// H1: what is in history is what is in its log, whichever database it finds itself beside.
class OriginTest {
  private static final Account ACCOUNT = new Account(1, "a", ZoneOffset.UTC, DayOfWeek.MONDAY);
  private static final Instant NOW = Instant.EPOCH;
  private static final UUID ID = new UUID(1, 1);

  @TempDir private Path folder = Path.of("unset");
  private final List<String> notices = new ArrayList<>();

  private Path file() {
    return folder.resolve("history's.duckdb");
  }

  private DuckDbHistory open(MemoryEventLog log) {
    return DuckDbHistory.open(new HistorySettings(file(), 64, 1), log, notices::add);
  }

  /// A log in which users did something at the same moment, one after the other.
  private static MemoryEventLog log(UUID id, long... users) {
    var log = new MemoryEventLog(id);
    for (long user : users) {
      var body = new RecordBody.Event(Name.of("Charged"), Properties.NONE);
      var record = new NewRecord(1, new KnownUser(user), 7, 8, body, null);
      log.append(AppendBatch.of(List.of(record)));
    }
    return log;
  }

  private void feed(MemoryEventLog log) {
    try (var history = open(log)) {
      var fresh = log.records().subList((int) history.position(), log.records().size());
      history.append(List.of(new LogBlock(fresh)));
    }
  }

  private void assertRebuilt(MemoryEventLog log, String reason) {
    notices.clear();
    try (var history = open(log)) {
      assertThat(notices).singleElement().asString().contains(file().toString(), reason);
      assertThat(history.position()).isZero();
      history.append(List.of(new LogBlock(log.records())));
      var users = log.records().stream().mapToLong(record -> record.user()).toArray();
      assertThat(history.members(ACCOUNT, new Rule.All(List.of()), NOW))
          .isEqualTo(UserSet.of(users));
    }
  }

  @Test
  void history_goes_on_with_the_log_it_was_fed_from() {
    feed(log(ID, 1, 2, 3));
    feed(log(ID, 1, 2, 3, 4));

    try (var history = open(log(ID, 1, 2, 3, 4, 5))) {
      assertThat(history.position()).isEqualTo(4);
    }
    assertThat(notices).isEmpty();
  }

  @Test
  void an_empty_history_fits_any_state_of_its_log() {
    open(log(ID)).close();
    open(log(ID, 1, 2)).close();

    assertThat(notices).isEmpty();
  }

  @Test
  void history_of_another_log_is_rebuilt() {
    feed(log(ID, 1, 2, 3));

    assertRebuilt(log(new UUID(1, 2), 1, 2, 3), "is of another log");
  }

  @Test
  void history_ahead_of_a_restored_backup_is_rebuilt() {
    feed(log(ID, 1, 2, 3));

    assertRebuilt(log(ID, 1, 2), "is at position 3, but the log ends at 2");
  }

  @Test
  void history_is_rebuilt_where_a_restored_backup_has_used_positions_again() {
    feed(log(ID, 1, 2, 3));

    assertRebuilt(log(ID, 1, 4, 5, 6), "has another record at position 3");
  }

  @Test
  void history_that_nobody_knows_the_log_of_is_rebuilt() {
    DuckDbHistory.open(new HistorySettings(file(), 64, 1)).close();

    assertRebuilt(log(ID, 1), "is of another log");
  }

  @Test
  void a_file_whose_making_was_interrupted_is_made_anew() throws SQLException {
    attach(file());

    assertRebuilt(log(ID, 1), "was written by another version");
  }

  @Test
  void what_an_interrupted_start_left_is_in_nobodys_way() throws SQLException, IOException {
    var incomplete = folder.resolve("history's.duckdb.new");
    attach(incomplete);
    feed(log(ID, 1));
    assertThat(incomplete).doesNotExist();
    Files.writeString(incomplete, "half a file");
    Files.delete(file());

    try (var history = open(log(ID, 1))) {
      assertThat(history.position()).isZero();
    }
    assertThat(notices).isEmpty();
  }

  /// What is on disk right after the database has been created.
  private static void attach(Path file) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      statement.execute("ATTACH '%s' AS h".formatted(file.toString().replace("'", "''")));
    }
  }
}
