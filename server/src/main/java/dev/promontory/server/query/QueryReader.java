package dev.promontory.server.query;

import dev.promontory.record.Name;
import dev.promontory.rule.Behavior;
import dev.promontory.rule.Behavior.Clause;
import dev.promontory.rule.Behavior.Condition;
import dev.promontory.rule.Rule;
import dev.promontory.rule.Window;
import dev.promontory.server.http.InvalidRequest;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads the reference's query language: one event or none, with its properties and its days;
/// fields of the profile; and `advanced_query` with more events. What is not understood is refused.
final class QueryReader {

  /// How far back a query looks that doesn't say.
  private static final int DEFAULT_DAYS = 365;

  private static final Set<String> EVENT_PARTS =
      Set.of("event_name", "from", "to", "event_properties", "operator", "value");
  private static final Set<String> OTHER_PARTS =
      Set.of("common_profile_properties", "advanced_query");
  private static final Set<String> PARTS = union(EVENT_PARTS, OTHER_PARTS);

  private final LocalDate today;

  private QueryReader(LocalDate today) {
    this.today = today;
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    return Stream.concat(one.stream(), other.stream()).collect(Collectors.toUnmodifiableSet());
  }

  /// Reads a query.
  ///
  /// @param today in the account's zone
  /// @throws InvalidRequest naming the place, if it cannot be answered
  static Question read(JsonNode json, LocalDate today) {
    return new QueryReader(today).read(new Part(json, ""));
  }

  private Question read(Part part) {
    part.allow(PARTS);
    List<Rule> rules = new ArrayList<>();
    Behavior events = null;
    if (part.find("event_name") != null) {
      events = behavior(part);
      rules.add(new Rule.Did(events, Conditions.count(part), false));
    }
    addProfile(part, rules);
    addAdvanced(part, rules);
    if (rules.isEmpty()) {
      throw new InvalidRequest("/event_name", "name an event");
    }
    return new Question(rules.size() == 1 ? rules.getFirst() : new Rule.All(rules), events);
  }

  private static void addProfile(Part part, List<Rule> rules) {
    var common = part.find("common_profile_properties");
    if (common != null) {
      common.allow(Set.of("profile_fields"));
      for (var condition : Conditions.read(common.list("profile_fields"))) {
        rules.add(new Rule.HasProperty(condition.name(), condition.test()));
      }
    }
  }

  private void addAdvanced(Part part, List<Rule> rules) {
    var advanced = part.find("advanced_query");
    if (advanced == null) {
      return;
    }
    advanced.allow(Set.of("did_all", "did_any", "did_none"));
    advanced.list("did_all").forEach(each -> rules.add(did(each)));
    var any = advanced.find("did_any");
    if (any != null) {
      any.allow(Set.of("any_events"));
      rules.add(new Rule.Any(any.list("any_events").stream().map(this::did).toList()));
    }
    advanced.list("did_none").forEach(each -> rules.add(new Rule.DidNot(onlyBehavior(each))));
  }

  private Rule did(Part part) {
    part.allow(EVENT_PARTS);
    return new Rule.Did(behavior(part), Conditions.count(part), false);
  }

  private Behavior onlyBehavior(Part part) {
    part.allow(Set.of("event_name", "from", "to", "event_properties"));
    return behavior(part);
  }

  private Behavior behavior(Part part) {
    var where =
        Conditions.read(part.list("event_properties")).stream()
            .map(each -> new Clause(List.of(new Condition(each.name(), each.test()))))
            .toList();
    return new Behavior(Name.of(part.text("event_name")), where, window(part));
  }

  private Window window(Part part) {
    var to = day(part.find("to"), today);
    var from = day(part.find("from"), to.minusDays(DEFAULT_DAYS));
    if (from.isAfter(to)) {
      throw new InvalidRequest(part.path() + "/from", "the days end before they begin");
    }
    return new Window.Between(from, to);
  }

  /// A day as the number 20261123, or a text of these digits.
  private static LocalDate day(@Nullable Part part, LocalDate absent) {
    if (part == null) {
      return absent;
    }
    var digits = part.json().isNumber() || part.json().isString() ? part.json().asString() : "";
    try {
      if (digits.matches("[12]\\d{7}")) {
        return LocalDate.of(
            Integer.parseInt(digits.substring(0, 4)),
            Integer.parseInt(digits.substring(4, 6)),
            Integer.parseInt(digits.substring(6)));
      }
    } catch (DateTimeException _) {
      // Told below, like everything else that is no day.
    }
    throw part.wrong("a day is written like 20261123");
  }
}
