package dev.promontory.duckdb;

import static dev.promontory.testkit.history.Recording.property;
import static dev.promontory.testkit.history.Recording.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.promontory.account.Account;
import dev.promontory.history.History;
import dev.promontory.record.Name;
import dev.promontory.record.ProfileChange;
import dev.promontory.record.Property;
import dev.promontory.record.Value;
import dev.promontory.rule.Behavior;
import dev.promontory.rule.Comparison;
import dev.promontory.rule.Measure;
import dev.promontory.rule.Rule;
import dev.promontory.rule.Test.Contains;
import dev.promontory.rule.Test.Exists;
import dev.promontory.rule.Test.In;
import dev.promontory.rule.Test.Not;
import dev.promontory.rule.Window;
import dev.promontory.testkit.history.HistoryContract;
import dev.promontory.testkit.history.Recording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckDbHistoryTest extends HistoryContract {
  private static final Account ACCOUNT = new Account(1, "a", ZoneOffset.UTC, DayOfWeek.MONDAY);

  @TempDir private Path folder = Path.of("unset");

  private Path file() {
    return folder.resolve("history's.duckdb");
  }

  @Override
  protected History open() {
    return DuckDbHistory.open(new HistorySettings(file(), 128, 2));
  }

  /// What a crash leaves is the file as it is while history is open.
  @Override
  protected void crash(History history) {
    try {
      var left = folder.resolve("left.duckdb");
      Files.copy(file(), left, StandardCopyOption.REPLACE_EXISTING);
      history.close();
      Files.move(left, file(), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected void delete() {
    try {
      Files.deleteIfExists(file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_file_that_is_no_database_is_named_with_the_remedy() throws IOException {
    Files.writeString(file(), "hello, this is certainly no database");

    assertThatExceptionOfType(HistoryException.class)
        .isThrownBy(this::open)
        .withMessageContaining(file().toString())
        .withMessageContaining("delete it")
        .withMessageContaining("rebuilt");
    assertThat(Files.readString(file())).startsWith("hello");
  }

  @Test
  void a_damaged_file_is_named_with_the_remedy() throws IOException {
    open().close();
    var bytes = Files.readAllBytes(file());
    for (int i = 4_096; i < bytes.length; i++) {
      bytes[i] ^= 0x55;
    }
    Files.write(file(), bytes);

    assertThatExceptionOfType(HistoryException.class)
        .isThrownBy(this::open)
        .withMessageContaining(file().toString())
        .withMessageContaining("delete it");
  }

  @Test
  void properties_beyond_the_widest_table_are_kept_and_found() {
    var names = IntStream.range(0, 700).mapToObj(i -> "p" + i).toList();
    var log = new Recording();
    log.event(1, 1, 1, "A", names.stream().map(n -> property(n, 5)).toArray(Property[]::new));
    log.event(1, 2, 1, "A", names.stream().map(n -> property(n, n)).toArray(Property[]::new));
    log.profile(1, 3, names.stream().limit(250).map(n -> put(n, n)).toArray(ProfileChange[]::new));
    try (var history = open()) {
      history.append(log.after(0));
      for (var name : List.of("p0", "p499", "p500", "p699")) {
        assertThat(members(history, name, new In(List.of(Value.number(5))))).containsExactly(1);
        assertThat(members(history, name, new Contains(name))).containsExactly(2);
        assertThat(members(history, name, new Exists())).containsExactly(1, 2);
        assertThat(members(history, name, new Not(new Exists()))).isEmpty();
        assertThat(spent(history, name, 5)).containsExactly(1);
      }
      assertThat(history.events(ACCOUNT, 2, null, 1).getFirst().properties()).hasSize(700);
    }
  }

  @Test
  void a_user_is_found_by_a_text_beyond_the_widest_table() {
    var log = new Recording();
    for (int first = 0; first < 750; first += 250) {
      var names = IntStream.range(first, first + 250).mapToObj(i -> "p" + i);
      log.profile(1, 1 + first / 250, names.map(n -> put(n, n)).toArray(ProfileChange[]::new));
    }
    log.profile(1, 7, put("Email", "ann@example.org"));
    log.profile(1, 6, put("Email", "ann@example.org"));
    log.profile(1, 5, put("Email", new Value.Texts(List.of("ann@example.org", "b"))));
    try (var history = open()) {
      history.append(log.after(0));

      assertThat(history.findByProfileText(ACCOUNT, Name.of("p0"), "p0")).hasValue(1);
      assertThat(history.findByProfileText(ACCOUNT, Name.of("p749"), "p749")).hasValue(3);
      assertThat(history.findByProfileText(ACCOUNT, Name.of("email"), "ann@example.org"))
          .hasValue(6);
      assertThat(history.findByProfileText(ACCOUNT, Name.of("email"), "b")).isEmpty();
      assertThat(history.findByProfileText(ACCOUNT, Name.of("phone"), "b")).isEmpty();
    }
  }

  private static long[] members(History history, String property, dev.promontory.rule.Test test) {
    var where = new Behavior.Clause(List.of(new Behavior.Condition(Name.of(property), test)));
    var behavior = new Behavior(Name.of("A"), List.of(where), new Window.Ever());
    return history
        .members(ACCOUNT, new Rule.Did(behavior, Measure.ONCE, false), Instant.EPOCH)
        .toArray();
  }

  private static long[] spent(History history, String property, long sum) {
    var behavior = new Behavior(Name.of("A"), List.of(), new Window.Ever());
    var measure = new Measure.Sum(Name.of(property), Comparison.atLeast(sum));
    return history
        .members(ACCOUNT, new Rule.Did(behavior, measure, false), Instant.EPOCH)
        .toArray();
  }

  @Test
  void an_interrupted_question_ends() {
    try (var history = open()) {
      history.append(new Recording().event(1, 1, 1, "A").after(0));
      Thread.currentThread().interrupt();

      assertThatExceptionOfType(HistoryException.class)
          .isThrownBy(() -> history.count(ACCOUNT, new Rule.All(List.of()), Instant.EPOCH));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(history.count(ACCOUNT, new Rule.All(List.of()), Instant.EPOCH)).isEqualTo(1);
    }
  }

  @Test
  void a_closed_history_may_be_closed_again() {
    var history = open();
    history.close();
    history.close();

    open().close();
  }
}
