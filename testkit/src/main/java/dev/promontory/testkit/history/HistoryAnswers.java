package dev.promontory.testkit.history;

import static dev.promontory.testkit.history.Recording.properties;
import static dev.promontory.testkit.history.Recording.property;
import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.history.History;
import dev.promontory.history.PastEvent;
import dev.promontory.log.LogRecord;
import dev.promontory.record.Name;
import dev.promontory.record.Properties;
import dev.promontory.record.RecordBody;
import dev.promontory.record.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Compares what a history tells with what its records say. Profiles and events are compared
/// without regard to the order of their properties.
final class HistoryAnswers {
  private static final int RULES = 60;

  private HistoryAnswers() {}

  /// Checks users, rules, profiles and events against the records.
  static void assertAgrees(History history, List<LogRecord> records, long seed) {
    var cases = new RuleCases(seed);
    cases.records(records.size());
    var oracle = new RuleOracle();
    records.forEach(oracle::add);
    for (int i = 0; i < RULES; i++) {
      var next = cases.next();
      assertThat(history.members(next.account(), next.rule(), next.now()))
          .as("seed %d: %s", seed, next)
          .isEqualTo(oracle.members(next.account(), next.rule(), next.now()));
    }
    for (int number = 1; number <= 3; number++) {
      var account = HistoryContract.account(number);
      assertThat(history.members(account, HistoryContract.ANYBODY, HistoryContract.NOW))
          .isEqualTo(oracle.users(account));
      for (long user : oracle.users(account).toArray()) {
        assertThat(values(history.profile(account, user).properties()))
            .isEqualTo(values(oracle.profile(account, user).properties()));
        assertThat(events(history.events(account, user, null, History.MAX_EVENTS)))
            .as("seed %d: events of %d", seed, user)
            .isEqualTo(eventsOf(oracle.records(account, user)));
      }
    }
  }

  /// Events without regard to the order of their properties.
  static List<List<Object>> events(List<PastEvent> events) {
    return events.stream()
        .map(e -> List.<Object>of(e.key(), e.name(), values(e.properties())))
        .toList();
  }

  static List<List<Object>> eventsOf(List<LogRecord> records) {
    var events = new ArrayList<PastEvent>();
    for (var record : records) {
      if (record.body() instanceof RecordBody.Event(Name name, Properties properties)) {
        var key = new PastEvent.Key(record.epochSecond(), record.position());
        events.add(new PastEvent(key, name, properties));
      }
    }
    events.sort(
        Comparator.<PastEvent>comparingLong(event -> event.key().epochSecond())
            .thenComparingLong(event -> event.key().position())
            .reversed());
    return events(events);
  }

  static Map<Name, Value> values(Properties properties) {
    Map<Name, Value> values = new HashMap<>();
    properties.forEach(property -> values.put(property.name(), property.value()));
    return values;
  }
}
