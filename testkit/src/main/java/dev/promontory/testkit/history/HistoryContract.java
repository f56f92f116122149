package dev.promontory.testkit.history;

import static dev.promontory.testkit.history.Recording.blocks;
import static dev.promontory.testkit.history.Recording.property;
import static dev.promontory.testkit.history.Recording.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.promontory.account.Account;
import dev.promontory.history.History;
import dev.promontory.record.Name;
import dev.promontory.rule.Behavior;
import dev.promontory.rule.Comparison;
import dev.promontory.rule.Measure;
import dev.promontory.rule.Rule;
import dev.promontory.rule.UserSet;
import dev.promontory.rule.Window;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// What every history must keep: the invariants H1, H2 and H3 of the port, each by tests that begin
/// with its number. What it must tell is checked by [HistoryAnswersContract].
public abstract class HistoryContract {
  /// An account that the tests write to.
  static final Account SHOP = account(1);

  static final Account OTHER = account(2);
  static final Instant NOW = Instant.parse("2026-01-15T16:00:00Z");
  static final Rule ANYBODY = new Rule.All(List.of());

  /// Opens the history of this test, which is empty at first and otherwise as it was left. At most
  /// one is open at a time.
  protected abstract History open();

  /// Ends an open history as a crash would: what is not durable is lost.
  protected abstract void crash(History history);

  /// Removes everything the history of this test has stored. Nothing is open.
  protected abstract void delete();

  static Account account(int number) {
    return new Account(number, "a" + number, ZoneId.of("Europe/London"), DayOfWeek.MONDAY);
  }

  private static Rule did(String event, Measure measure) {
    return new Rule.Did(new Behavior(Name.of(event), List.of(), new Window.Ever()), measure, false);
  }

  static Rule did(String event) {
    return did(event, Measure.ONCE);
  }

  private static Measure times(long count) {
    return new Measure.Count(
        new Comparison(Comparison.Operator.EQUALS, BigDecimal.valueOf(count), null));
  }

  @Test
  void h1_records_that_are_appended_again_count_once() {
    var log = new Recording();
    log.event(1, 1, 100, "Charged").profile(1, 1, put("Plan", "a")).event(1, 1, 100, "Charged");
    try (var history = open()) {
      history.append(log.after(0));
      history.append(log.after(0));
      history.append(log.event(1, 2, 100, "Charged").after(1));

      assertThat(history.position()).isEqualTo(4);
      assertThat(history.members(SHOP, did("Charged", times(2)), NOW)).isEqualTo(UserSet.of(1));
      assertThat(history.members(SHOP, did("Charged", times(1)), NOW)).isEqualTo(UserSet.of(2));
    }
  }

  @Test
  void h1_a_gap_is_refused_and_changes_nothing() {
    var log = new Recording().event(1, 1, 1, "A").event(1, 2, 1, "A").event(1, 3, 1, "A");
    try (var history = open()) {
      history.append(blocks(log.records().subList(0, 1)));

      assertThatIllegalArgumentException().isThrownBy(() -> history.append(log.after(2)));
      assertThat(history.position()).isEqualTo(1);
      assertThat(history.count(SHOP, ANYBODY, NOW)).isEqualTo(1);
    }
  }

  @Test
  void h1_closing_makes_everything_durable() {
    var log = new Recording().event(1, 1, 1, "A").profile(1, 2, put("Plan", "b"));
    try (var history = open()) {
      history.append(log.after(0));
    }
    try (var history = open()) {
      assertThat(history.position()).isEqualTo(2);
      assertThat(history.durablePosition()).isEqualTo(2);
      assertThat(history.members(SHOP, ANYBODY, NOW)).isEqualTo(UserSet.of(1, 2));
      assertThat(history.profile(SHOP, 2).properties()).containsExactly(property("Plan", "b"));
    }
  }

  @Test
  void h1_replay_from_the_durable_position_after_crashes_gives_every_record_once() {
    for (long seed = 1; seed <= 3; seed++) {
      var random = new SplittableRandom(seed);
      var records = new RuleCases(seed).records(400);
      delete();
      var history = open();
      while (history.position() < records.size()) {
        if (random.nextInt(6) == 0) {
          long durable = history.durablePosition();
          crash(history);
          history = open();
          assertThat(history.position()).as("seed %d", seed).isGreaterThanOrEqualTo(durable);
        } else if (random.nextInt(8) == 0) {
          history.close();
          history = open();
        }
        int from = (int) Math.max(0, history.position() - random.nextInt(3));
        int to = Math.min(records.size(), from + 1 + random.nextInt(60));
        history.append(blocks(records.subList(from, to)));
      }
      try (var last = history) {
        HistoryAnswers.assertAgrees(last, records, seed);
      }
    }
  }

  @Test
  void h1_a_deleted_history_is_the_same_after_replay() {
    long seed = 42;
    var records = new RuleCases(seed).records(500);
    try (var history = open()) {
      records.forEach(record -> history.append(blocks(List.of(record))));
      HistoryAnswers.assertAgrees(history, records, seed);
    }
    delete();
    try (var history = open()) {
      assertThat(history.position()).isZero();
      history.append(blocks(records));
      HistoryAnswers.assertAgrees(history, records, seed);
    }
  }

  @Test
  void h2_a_query_sees_whole_blocks_or_nothing_of_them() throws Exception {
    int users = 50;
    int rounds = 60;
    var ended = new AtomicBoolean();
    try (var history = open();
        var threads = Executors.newFixedThreadPool(3)) {
      var askers = new ArrayList<Future<Integer>>();
      for (int i = 0; i < 3; i++) {
        askers.add(threads.submit(() -> askUntil(ended, history, users, rounds)));
      }
      try {
        appendRounds(history, users, rounds);
      } finally {
        ended.set(true);
      }
      for (var asker : askers) {
        assertThat(asker.get()).as("questions asked meanwhile").isPositive();
      }
    }
  }

  /// In each round everybody does A, then B, with a property of its own, and is marked with the
  /// round.
  private static void appendRounds(History history, int users, int rounds) {
    var log = new Recording();
    for (int round = 1; round <= rounds; round++) {
      for (int user = 1; user <= users; user++) {
        log.event(1, user, 100, "A", property("Round " + round % 7, round));
      }
      for (int user = 1; user <= users; user++) {
        log.event(1, user, 100, "B " + round % 5, property("Round", round));
        log.profile(1, user, put("Round " + round % 3, "r" + round));
      }
      history.append(log.after(history.position()));
    }
  }

  private static int askUntil(AtomicBoolean ended, History history, int users, int rounds) {
    int asked = 0;
    while (!ended.get() || asked == 0) {
      var random = new SplittableRandom(asked);
      var sum = new Comparison(Comparison.Operator.LT, BigDecimal.ZERO, null);
      var rules =
          List.of(
              did("A", times(1 + random.nextInt(rounds))),
              did("B 3", times(1 + random.nextInt(rounds / 5))),
              did("A", new Measure.Sum(Name.of("Round 2"), sum)),
              new Rule.All(List.of(did("A"), new Rule.DidNot(behaviorB()))),
              new Rule.HasProperty(
                  Name.of("Round 1"),
                  new dev.promontory.rule.Test.Contains("r" + random.nextInt(rounds))),
              ANYBODY);
      for (var rule : rules) {
        assertThat(history.count(SHOP, rule, NOW)).as("%s", rule).isIn(0L, (long) users);
      }
      asked++;
    }
    return asked;
  }

  private static Behavior behaviorB() {
    return new Behavior(Name.of("B 1"), List.of(), new Window.Ever());
  }

  @Test
  void h3_nothing_of_another_account_is_seen() {
    var log =
        new Recording()
            .event(1, 1, 100, "Charged", property("Amount", 5))
            .profile(1, 1, put("Email", "ann@example.org"))
            .event(2, 2, 100, "Charged", property("Amount", 7))
            .profile(2, 2, put("Email", "bob@example.org"));
    try (var history = open()) {
      history.append(log.after(0));

      assertThat(history.members(SHOP, ANYBODY, NOW)).isEqualTo(UserSet.of(1));
      assertThat(history.members(OTHER, did("Charged"), NOW)).isEqualTo(UserSet.of(2));
      assertThat(history.members(SHOP, new Rule.OneOf(UserSet.of(1, 2, 3)), NOW))
          .isEqualTo(UserSet.of(1));
      assertThat(history.events(SHOP, 2, null, 10)).isEmpty();
      assertThat(history.profile(SHOP, 2).properties()).isEmpty();
      assertThat(history.findByProfileText(SHOP, Name.of("Email"), "bob@example.org")).isEmpty();
      assertThat(history.members(account(3), ANYBODY, NOW)).isEqualTo(UserSet.of());
    }
  }
}
