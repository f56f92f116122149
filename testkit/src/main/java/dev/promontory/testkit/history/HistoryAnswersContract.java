package dev.promontory.testkit.history;

import static dev.promontory.testkit.history.Recording.properties;
import static dev.promontory.testkit.history.Recording.property;
import static dev.promontory.testkit.history.Recording.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.promontory.account.Account;
import dev.promontory.history.History;
import dev.promontory.history.PastEvent;
import dev.promontory.log.LogRecord;
import dev.promontory.record.Name;
import dev.promontory.record.ProfileChange;
import dev.promontory.record.Properties;
import dev.promontory.record.Property;
import dev.promontory.record.Value;
import dev.promontory.rule.Rule;
import dev.promontory.rule.UserSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What every history must tell of users, their profiles and events. Durability and isolation are
/// checked by [HistoryContract], the meaning of rules against [RuleOracle].
public abstract class HistoryAnswersContract {
  private static final Account SHOP = HistoryContract.SHOP;
  private static final Instant NOW = HistoryContract.NOW;
  private static final Rule ANYBODY = HistoryContract.ANYBODY;
  private static final Duration LONG = Duration.ofSeconds(60);

  /// Opens an empty history; once per test.
  protected abstract History open();

  @Test
  void an_empty_history_stands_at_position_0_and_knows_nobody() {
    try (var history = open()) {
      assertThat(history.position()).isZero();
      assertThat(history.durablePosition()).isZero();
      assertThat(history.count(SHOP, ANYBODY, NOW)).isZero();
      assertThat(history.members(SHOP, new Rule.None(List.of()), NOW)).isEqualTo(UserSet.of());
      assertThat(history.profile(SHOP, 7).properties()).isEmpty();
      assertThat(history.events(SHOP, 7, null, 10)).isEmpty();
      assertThat(history.findByProfileText(SHOP, Name.of("Email"), "a@b.c")).isEmpty();
    }
  }

  @Test
  void what_was_appended_is_visible_when_append_returns() {
    var log = new Recording();
    try (var history = open()) {
      for (int user = 1; user <= 5; user++) {
        log.event(1, user, 100, "Charged");
        history.append(log.after(history.position()));
        assertThat(history.position()).isEqualTo(user);
        assertThat(history.count(SHOP, HistoryContract.did("Charged"), NOW)).isEqualTo(user);
      }
    }
  }

  @Test
  void a_waiting_thread_goes_on_when_the_position_is_reached() throws Exception {
    var log = new Recording().event(1, 1, 1, "A").event(1, 1, 2, "A");
    try (var history = open()) {
      assertThat(history.awaitPosition(0, Duration.ZERO)).isTrue();
      assertThat(history.awaitPosition(1, Duration.ofMillis(20))).isFalse();
      var waiting = CompletableFuture.supplyAsync(() -> history.awaitPosition(2, LONG));
      history.append(log.after(0));

      assertThat(waiting.get()).isTrue();
      assertThat(history.awaitPosition(2, Duration.ZERO)).isTrue();
    }
  }

  @Test
  void events_come_newest_first_page_by_page() {
    var log = new Recording();
    for (int i = 0; i < 25; i++) {
      log.event(1, 1, i % 4, i % 2 == 0 ? "A" : "B", property("No", i));
      log.event(1, 2, i, "A");
    }
    try (var history = open()) {
      history.append(log.after(0));
      var all = history.events(SHOP, 1, null, 1_000);
      var paged = new ArrayList<PastEvent>();
      PastEvent.Key before = null;
      for (var page = history.events(SHOP, 1, before, 7); !page.isEmpty(); ) {
        paged.addAll(page);
        before = page.getLast().key();
        page = history.events(SHOP, 1, before, 7);
      }

      assertThat(HistoryAnswers.events(all))
          .isEqualTo(HistoryAnswers.eventsOf(ofUser(log.records(), 1)));
      assertThat(paged).isEqualTo(all);
      assertThatIllegalArgumentException().isThrownBy(() -> history.events(SHOP, 1, null, 0));
      assertThatIllegalArgumentException().isThrownBy(() -> history.events(SHOP, 1, null, 1_001));
    }
  }

  private static List<LogRecord> ofUser(List<LogRecord> records, long user) {
    return records.stream().filter(record -> record.user() == user).toList();
  }

  @Test
  void s3_8_names_are_told_as_first_written() {
    var log =
        new Recording()
            .event(1, 1, 1, "Product Viewed", property("Sku Code", "x"))
            .event(1, 1, 2, "productviewed", property("SKUCODE", "y"))
            .profile(1, 1, put("sku code", "z"));
    try (var history = open()) {
      history.append(log.after(0));
      var events = history.events(SHOP, 1, null, 10);

      assertThat(events).extracting(event -> event.name().display()).containsOnly("Product Viewed");
      assertThat(events)
          .flatExtracting(event -> event.properties().list())
          .extracting(property -> property.name().display())
          .containsOnly("Sku Code");
      assertThat(history.profile(SHOP, 1).properties().list().getFirst().name().display())
          .isEqualTo("Sku Code");
    }
  }

  @Test
  void properties_come_back_as_they_were_sent() {
    var inner = twoLevels();
    var sent =
        List.of(
            property("Text", "'; DROP TABLE users; -- \" \\ \u0000 \u0001 😀"),
            property("Empty", ""),
            property("Decimal", new Value.Decimal(-999_999_999_999_999_999L)),
            property("Real", new Value.Real(0.30000000000000004)),
            property("Large", new Value.Real(-Double.MAX_VALUE)),
            property("Flag", new Value.Flag(false)),
            property("Date", new Value.Date(-1)),
            property("Tags", new Value.Texts(List.of("b", "a", "\u0000"))),
            property("No Tags", new Value.Texts(List.of())),
            property("Address", new Value.Nested(inner)),
            property("Items", new Value.Items(List.of(inner, Properties.NONE, inner))),
            property("No Items", new Value.Items(List.of())));
    var log = new Recording();
    log.event(1, 1, 1, "Charged", sent.toArray(Property[]::new));
    log.profile(
        1,
        1,
        sent.stream().map(p -> put(p.name().display(), p.value())).toArray(ProfileChange[]::new));
    log.event(1, 2, 1, "Charged", property("Text", 5));
    try (var history = open()) {
      history.append(log.after(0));

      assertThat(new HashSet<>(history.events(SHOP, 1, null, 1).getFirst().properties().list()))
          .isEqualTo(new HashSet<>(sent));
      assertThat(new HashSet<>(history.profile(SHOP, 1).properties().list()))
          .isEqualTo(new HashSet<>(sent));
      assertThat(history.events(SHOP, 2, null, 1).getFirst().properties())
          .containsExactly(property("Text", 5));
    }
  }

  private static Properties twoLevels() {
    return properties(
        property("City", "Zürich"),
        property(
            "Deep",
            new Value.Nested(
                properties(
                    property("x", 1), property("Empty", new Value.Nested(Properties.NONE))))));
  }

  @Test
  void a_lone_surrogate_neither_stops_history_nor_spoils_its_neighbours() {
    var log =
        new Recording()
            .event(1, 1, 1, "A", property("T", "x\ud800"), property("N", 1))
            .event(1, 2, 1, "A", property("T", "y"));
    try (var history = open()) {
      history.append(log.after(0));

      assertThat(history.events(SHOP, 1, null, 1).getFirst().properties().find(Name.of("N")))
          .isEqualTo(Value.number(1));
      assertThat(history.count(SHOP, HistoryContract.did("A"), NOW)).isEqualTo(2);
    }
  }

  @Test
  void n3_a_profile_is_the_fold_of_its_updates_across_appends() {
    var plan = Name.of("Plan");
    var log = new Recording();
    try (var history = open()) {
      log.profile(1, 1, put("Tags", new Value.Texts(List.of("a", "b"))), put("Plan", "x"));
      history.append(log.after(history.position()));
      log.profile(1, 1, new ProfileChange.Add(Name.of("tags"), List.of("c")));
      log.profile(1, 1, new ProfileChange.Increment(Name.of("Visits"), Value.number(2)));
      history.append(log.after(history.position()));
      log.profile(1, 1, new ProfileChange.Increment(Name.of("Visits"), Value.number(3)));
      log.profile(1, 1, new ProfileChange.Delete(plan));
      history.append(log.after(history.position()));

      assertThat(HistoryAnswers.values(history.profile(SHOP, 1).properties()))
          .isEqualTo(
              Map.of(
                  Name.of("Tags"),
                  new Value.Texts(List.of("a", "b", "c")),
                  Name.of("Visits"),
                  Value.number(5)));
      assertThat(history.count(SHOP, ANYBODY, NOW)).isEqualTo(1);
    }
  }

  @Test
  void the_lowest_user_with_exactly_this_text_is_found() {
    var log =
        new Recording()
            .profile(1, 9, put("Email", "ann@example.org"))
            .profile(1, 4, put("Email", "ann@example.org"))
            .profile(1, 3, put("Email", "Ann@example.org"))
            .profile(1, 2, put("Email", Value.number(5)))
            .profile(1, 6, put("Email", new Value.Texts(List.of("only@example.org"))))
            .profile(1, 5, put("Email", new Value.Texts(List.of("only@example.org", "b"))));
    var email = Name.of("email");
    try (var history = open()) {
      history.append(log.after(0));

      assertThat(history.findByProfileText(SHOP, email, "ann@example.org")).hasValue(4);
      assertThat(history.findByProfileText(SHOP, email, "only@example.org")).hasValue(6);
      assertThat(history.findByProfileText(SHOP, email, "nobody")).isEmpty();
      assertThat(history.findByProfileText(SHOP, Name.of("Phone"), "1")).isEmpty();
    }
  }

  @Test
  void a_rule_with_a_segment_that_is_not_resolved_is_a_mistake_of_the_caller() {
    var rule = new Rule.Any(List.of(new Rule.InSegment(1, true)));
    try (var history = open()) {
      assertThatIllegalArgumentException().isThrownBy(() -> history.count(SHOP, rule, NOW));
    }
  }
}
