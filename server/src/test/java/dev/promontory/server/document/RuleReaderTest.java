package dev.promontory.server.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.document.Problem;
import dev.promontory.document.Reading;
import dev.promontory.record.Name;
import dev.promontory.record.Value;
import dev.promontory.rule.Behavior;
import dev.promontory.rule.Behavior.Clause;
import dev.promontory.rule.Behavior.Condition;
import dev.promontory.rule.Comparison;
import dev.promontory.rule.Comparison.Operator;
import dev.promontory.rule.Measure;
import dev.promontory.rule.Rule;
import dev.promontory.rule.Test.Bound;
import dev.promontory.rule.Test.Contains;
import dev.promontory.rule.Test.Days;
import dev.promontory.rule.Test.Exists;
import dev.promontory.rule.Test.In;
import dev.promontory.rule.Test.Not;
import dev.promontory.rule.Test.Range;
import dev.promontory.rule.Window;
import dev.promontory.rule.WrittenRule;
import dev.promontory.time.Span;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RuleReaderTest {
  private static final String DID = "{\"did\":{\"event\":\"Charged\"}}";

  @Test
  void a_did_without_more_means_at_least_once_ever() {
    assertThat(rule(DID))
        .isEqualTo(new Rule.Did(charged(List.of(), new Window.Ever()), Measure.ONCE, false));
  }

  @Test
  void a_full_did_is_read_with_all_its_parts() {
    var rule =
        rule(
            """
            {"did":{"event":"Charged",
                    "where":[{"property":"Items.Category","op":"equals","value":"Shoes"},
                             {"any":[{"property":"Amount","op":"gte","value":10},
                                     {"property":"Paid","op":"equals","value":true}]}],
                    "within":{"last":{"amount":30,"unit":"day"}},
                    "sum":{"property":"Amount","op":"gt","value":99.50},
                    "includeZero":true}}
            """);

    var clauses =
        List.of(
            new Clause(List.of(condition("Items.Category", in(new Value.Text("Shoes"))))),
            new Clause(
                List.of(
                    condition("Amount", new Range(bound("1E+1", true), null)),
                    condition("Paid", in(new Value.Flag(true))))));
    var behavior = charged(clauses, new Window.Last(new Span(30, Span.Unit.DAY)));
    var more = new Comparison(Operator.GT, new BigDecimal("99.5"), null);
    assertThat(rule)
        .isEqualTo(new Rule.Did(behavior, new Measure.Sum(Name.of("Amount"), more), true));
  }

  @Test
  void groups_nest_and_hold_every_kind_of_condition() {
    assertThat(
            rule(
                """
                {"all":[{"any":[{"didNot":{"event":"Refunded"}},
                                {"segment":{"id":7,"in":false}}]},
                        {"none":[{"profile":{"property":"Country","op":"notExists"}}]}]}
                """))
        .isEqualTo(
            new Rule.All(
                List.of(
                    new Rule.Any(
                        List.of(
                            new Rule.DidNot(
                                new Behavior(Name.of("Refunded"), List.of(), new Window.Ever())),
                            new Rule.InSegment(7, false))),
                    new Rule.None(
                        List.of(
                            new Rule.HasProperty(Name.of("Country"), new Not(new Exists())))))));
  }

  @Test
  void every_operator_becomes_its_test() {
    var shoes = in(new Value.Text("Shoes"));
    Map<String, dev.promontory.rule.Test> tests =
        Map.ofEntries(
            Map.entry("\"op\":\"equals\",\"value\":\"Shoes\"", shoes),
            Map.entry("\"op\":\"notEquals\",\"value\":\"Shoes\"", new Not(shoes)),
            Map.entry(
                "\"op\":\"in\",\"value\":[1,\"a\"]", in(Value.number(1), new Value.Text("a"))),
            Map.entry("\"op\":\"notIn\",\"value\":[\"Shoes\"]", new Not(shoes)),
            Map.entry("\"op\":\"contains\",\"value\":\"x\"", new Contains("x")),
            Map.entry("\"op\":\"notContains\",\"value\":\"x\"", new Not(new Contains("x"))),
            Map.entry("\"op\":\"exists\"", new Exists()),
            Map.entry("\"op\":\"notExists\"", new Not(new Exists())),
            Map.entry("\"op\":\"gt\",\"value\":1.5", new Range(bound("1.5", false), null)),
            Map.entry("\"op\":\"gte\",\"value\":1.5", new Range(bound("1.5", true), null)),
            Map.entry("\"op\":\"lt\",\"value\":1.5", new Range(null, bound("1.5", false))),
            Map.entry("\"op\":\"lte\",\"value\":1.5", new Range(null, bound("1.5", true))),
            Map.entry(
                "\"op\":\"between\",\"value\":[1,2]",
                new Range(bound("1", true), bound("2", true))),
            Map.entry(
                "\"op\":\"between\",\"value\":{\"from\":1,\"to\":2}",
                new Range(bound("1", true), bound("2", true))),
            Map.entry(
                "\"op\":\"between\",\"value\":[\"2026-01-14\",\"2026-02-15\"]",
                new Days(day("2026-01-14"), day("2026-02-15"))),
            Map.entry(
                "\"op\":\"before\",\"value\":\"2026-01-15\"", new Days(null, day("2026-01-14"))),
            Map.entry(
                "\"op\":\"after\",\"value\":\"2026-01-14\"", new Days(day("2026-01-15"), null)),
            Map.entry(
                "\"op\":\"on\",\"value\":\"2026-01-15\"",
                new Days(day("2026-01-15"), day("2026-01-15"))),
            Map.entry(
                "\"op\":\"equals\",\"value\":\"$D_1764000000\"",
                in(new Value.Date(1_764_000_000))));

    tests.forEach(
        (written, test) ->
            assertThat(rule("{\"profile\":{\"property\":\"p\"," + written + "}}"))
                .as(written)
                .isEqualTo(new Rule.HasProperty(Name.of("p"), test)));
  }

  @Test
  void every_window_is_read() {
    Map<String, Window> windows =
        Map.of(
            "{\"last\":{\"amount\":24,\"unit\":\"hour\"}}",
            new Window.Last(new Span(24, Span.Unit.HOUR)),
            "{\"exactlyAgo\":{\"amount\":1,\"unit\":\"day\"}}",
            new Window.ExactlyAgo(new Span(1, Span.Unit.DAY)),
            "{\"between\":{\"from\":\"2026-01-14\",\"to\":\"2026-02-15\"}}",
            new Window.Between(day("2026-01-14"), day("2026-02-15")),
            "{\"on\":\"2026-01-14\"}",
            new Window.Between(day("2026-01-14"), day("2026-01-14")),
            "{\"before\":\"2026-01-14\"}",
            new Window.Before(day("2026-01-14")),
            "{\"after\":\"2026-01-14\"}",
            new Window.After(day("2026-01-14")),
            "{\"period\":\"today\"}",
            new Window.In(Window.Period.TODAY),
            "{\"period\":\"thisMonth\"}",
            new Window.In(Window.Period.THIS_MONTH),
            "{\"period\":\"previousMonth\"}",
            new Window.In(Window.Period.PREVIOUS_MONTH));

    windows.forEach(
        (written, window) ->
            assertThat(rule("{\"did\":{\"event\":\"Charged\",\"within\":" + written + "}}"))
                .as(written)
                .isEqualTo(new Rule.Did(charged(List.of(), window), Measure.ONCE, false)));
  }

  @Test
  void each_mistake_is_reported_where_it_stands() {
    Map<String, String> mistakes =
        Map.ofEntries(
            Map.entry("[]", "rule wrong"),
            Map.entry("{}", "rule missing"),
            Map.entry("{\"all\":[]}", "rule.all missing"),
            Map.entry("{\"all\":{}}", "rule.all wrong"),
            Map.entry("{\"all\":[1]}", "rule.all[0] wrong"),
            Map.entry("{\"profil\":{}}", "rule missing, rule.profil wrong"),
            Map.entry("{\"all\":[" + DID + "],\"any\":[" + DID + "]}", "rule wrong"),
            Map.entry("{\"did\":{}}", "rule.did.event missing"),
            Map.entry("{\"did\":{\"event\":5}}", "rule.did.event wrong"),
            Map.entry("{\"did\":{\"event\":\"  \"}}", "rule.did.event wrong"),
            Map.entry("{\"did\":{\"event\":\"a$b\"}}", "rule.did.event wrong"),
            Map.entry("{\"did\":{\"event\":\"a\\u0000\"}}", "rule.did.event wrong"),
            Map.entry("{\"did\":{\"event\":\"\\ud800\"}}", "rule.did.event wrong"),
            Map.entry("{\"did\":{\"event\":\"" + "e".repeat(121) + "\"}}", "rule.did.event wrong"),
            Map.entry(did("\"where\":{}"), "rule.did.where wrong"),
            Map.entry(
                did("\"where\":[{}]"),
                "rule.did.where[0].property missing," + " rule.did.where[0].op missing"),
            Map.entry(did("\"where\":[{\"any\":[]}]"), "rule.did.where[0].any missing"),
            Map.entry(where("\"op\":\"like\",\"value\":1"), "rule.did.where[0].op wrong"),
            Map.entry(where("\"op\":7,\"value\":1"), "rule.did.where[0].op wrong"),
            Map.entry(where("\"op\":\"equals\""), "rule.did.where[0].value missing"),
            Map.entry(where("\"op\":\"equals\",\"value\":[]"), "rule.did.where[0].value wrong"),
            Map.entry(where("\"op\":\"exists\",\"value\":1"), "rule.did.where[0].value wrong"),
            Map.entry(where("\"op\":\"contains\",\"value\":1"), "rule.did.where[0].value wrong"),
            Map.entry(where("\"op\":\"contains\",\"value\":\"\""), "rule.did.where[0].value wrong"),
            Map.entry(where("\"op\":\"gt\",\"value\":\"5\""), "rule.did.where[0].value wrong"),
            Map.entry(where("\"op\":\"lte\",\"value\":true"), "rule.did.where[0].value wrong"),
            Map.entry(where("\"op\":\"in\",\"value\":[]"), "rule.did.where[0].value missing"),
            Map.entry(where("\"op\":\"in\",\"value\":[[1]]"), "rule.did.where[0].value[0] wrong"),
            Map.entry(where("\"op\":\"between\",\"value\":5"), "rule.did.where[0].value wrong"),
            Map.entry(
                where("\"op\":\"between\",\"value\":[5,1]"), "rule.did.where[0].value[1] wrong"),
            Map.entry(
                where("\"op\":\"between\",\"value\":[5,\"2026-01-01\"]"),
                "rule.did.where[0].value[1] wrong"),
            Map.entry(
                where("\"op\":\"between\",\"value\":[\"2026-01-02\",\"2026-01-01\"]"),
                "rule.did.where[0].value[1] wrong"),
            Map.entry(where("\"op\":\"on\",\"value\":20260101"), "rule.did.where[0].value wrong"),
            Map.entry(
                where("\"op\":\"before\",\"value\":\"2026-02-30\""),
                "rule.did.where[0].value wrong"),
            Map.entry(
                where("\"op\":\"on\",\"value\":\"+10000-01-01\""), "rule.did.where[0].value wrong"),
            Map.entry(
                where("\"op\":\"gt\",\"value\":1e999999999"), "rule.did.where[0].value wrong"),
            Map.entry(where("\"op\":\"gt\",\"value\":1e-13"), "rule.did.where[0].value wrong"),
            Map.entry(
                where("\"op\":\"equals\",\"value\":\"" + "x".repeat(513) + "\""),
                "rule.did.where[0].value wrong"),
            Map.entry(did("\"count\":{\"op\":\"gte\",\"value\":-1}"), "rule.did.count.value wrong"),
            Map.entry(
                did("\"count\":{\"op\":\"gte\",\"value\":1.5}"), "rule.did.count.value wrong"),
            Map.entry(did("\"count\":{\"op\":\"in\",\"value\":1}"), "rule.did.count.op wrong"),
            Map.entry(did("\"sum\":{\"op\":\"gte\",\"value\":1}"), "rule.did.sum.property missing"),
            Map.entry(
                did(
                    "\"count\":{\"op\":\"gte\",\"value\":1},"
                        + "\"average\":{\"property\":\"A\",\"op\":\"gte\",\"value\":1}"),
                "rule.did wrong"),
            Map.entry(did("\"includeZero\":\"yes\""), "rule.did.includeZero wrong"),
            Map.entry(did("\"within\":{}"), "rule.did.within missing"),
            Map.entry(did("\"within\":\"today\""), "rule.did.within wrong"),
            Map.entry(
                did("\"within\":{\"last\":{\"amount\":0,\"unit\":\"day\"}}"),
                "rule.did.within.last.amount wrong"),
            Map.entry(
                did("\"within\":{\"last\":{\"amount\":101,\"unit\":\"year\"}}"),
                "rule.did.within.last.amount wrong"),
            Map.entry(
                did("\"within\":{\"last\":{\"amount\":5,\"unit\":\"days\"}}"),
                "rule.did.within.last.unit wrong"),
            Map.entry(
                did("\"within\":{\"exactlyAgo\":{\"amount\":5,\"unit\":\"hour\"}}"),
                "rule.did.within.exactlyAgo.unit wrong"),
            Map.entry(
                did("\"within\":{\"between\":{\"from\":\"2026-02-01\",\"to\":\"2026-01-01\"}}"),
                "rule.did.within.between wrong"),
            Map.entry(did("\"within\":{\"period\":\"yesterday\"}"), "rule.did.within.period wrong"),
            Map.entry(
                "{\"didNot\":{\"event\":\"Charged\",\"count\":{\"op\":\"gte\",\"value\":1}}}",
                "rule.didNot.count wrong"),
            Map.entry("{\"segment\":{\"id\":0}}", "rule.segment.id wrong"),
            Map.entry("{\"segment\":{\"id\":1,\"in\":1}}", "rule.segment.in wrong"),
            Map.entry(
                "{\"profile\":{\"property\":\"a..b\",\"op\":\"exists\"}}",
                "rule.profile.property wrong"),
            Map.entry(
                "{\"profile\":{\"property\":\"a.b.c.d.e\",\"op\":\"exists\"}}",
                "rule.profile.property wrong"));

    mistakes.forEach(
        (written, problems) -> assertThat(problems(written)).as(written).isEqualTo(problems));
  }

  @Test
  void what_is_not_built_yet_is_refused_and_never_ignored() {
    assertThat(problems("{\"bucket\":{\"from\":0,\"to\":99}}")).isEqualTo("rule.bucket notBuilt");
    assertThat(problems("{\"interest\":{\"event\":\"Charged\"}}"))
        .isEqualTo("rule.interest notBuilt");
    assertThat(problems("{\"all\":[" + DID + "],\"constantProperty\":\"Product ID\"}"))
        .isEqualTo("rule.constantProperty notBuilt");
    assertThat(problems(did("\"firstTime\":true,\"timeOfDay\":{},\"dayOfWeek\":[]")))
        .isEqualTo(
            "rule.did.firstTime notBuilt, rule.did.timeOfDay notBuilt, rule.did.dayOfWeek"
                + " notBuilt");
    assertThat(problems(did("\"firstTime\":false"))).isEmpty();
  }

  @Test
  void d1_all_problems_are_reported_at_once_with_their_paths() {
    assertThat(
            problems(
                """
                {"all":[{"any":[{"did":{"event":"","where":[{"property":"x","op":"~","value":1}],
                                        "within":{"last":{"amount":-1,"unit":"day"}}}},
                                {"segment":{"id":"7"}}]},
                        {"profile":{"property":"y","op":"gt","value":"z"},"extra":1}]}
                """))
        .isEqualTo(
            "rule.all[0].any[0].did.event wrong, rule.all[0].any[0].did.where[0].op wrong,"
                + " rule.all[0].any[0].did.within.last.amount wrong,"
                + " rule.all[0].any[1].segment.id wrong, rule.all[1].extra wrong,"
                + " rule.all[1].profile.value wrong");
  }

  @Test
  void s4_6_groups_nest_to_depth_8_and_no_deeper() {
    assertThat(problems(nested(8))).isEmpty();
    assertThat(problems(nested(9))).isEqualTo("rule" + ".all[0]".repeat(8) + ".all wrong");
  }

  @Test
  void nesting_that_could_exhaust_a_stack_is_refused() {
    for (int depth : new int[] {60, 1_000, 100_000}) {
      assertThat(list(reading(nested(depth)))).as("depth " + depth).hasSize(1);
    }
    assertThat(list(reading(nested(1_000))).getFirst().message()).contains("at most 100 deep");
    assertThat(list(reading("[,]")).getFirst().message()).startsWith("Line 1, column ");
  }

  @Test
  void a_rule_has_at_most_500_groups_and_conditions() {
    assertThat(problems("{\"any\":[" + (DID + ",").repeat(498) + DID + "]}")).isEmpty();
    assertThat(problems("{\"any\":[" + (DID + ",").repeat(499) + DID + "]}"))
        .isEqualTo("rule.any[499] wrong");
    var conditions = "{\"property\":\"a\",\"op\":\"exists\"},".repeat(49);
    var did = did("\"where\":[" + conditions + "{\"property\":\"a\",\"op\":\"exists\"}]");
    assertThat(problems("{\"any\":[" + (did + ",").repeat(9) + did + "]}"))
        .isEqualTo("rule.any[9].did.where[39] wrong");
  }

  @Test
  void the_list_of_problems_is_limited() {
    var flawed = "{\"any\":[" + "{},".repeat(300) + "{}]}";

    var problems = list(reading(flawed));
    assertThat(problems).hasSize(ProblemList.MAX + 1);
    assertThat(problems.getLast().message()).contains("more problems");
  }

  @Test
  void repeated_names_broken_json_and_trailing_text_are_refused() {
    for (var text :
        List.of(
            "{\"rule\":" + DID + ",\"rule\":" + DID + "}",
            "{\"rule\":{\"did\":{\"event\":\"a\",\"event\":\"b\"}}}",
            "{\"rule\":" + DID + "} {}",
            "{\"rule\":",
            "",
            "  ",
            "nonsense",
            "{\"rule\":{\"did\":{\"event\":\"a\tb\"}}}",
            "{\"rule\":{\"did\":{\"event\":'a'}}}",
            "{\"rule\":{\"did\":{\"event\":\"a\",\"where\":[NaN]}}}")) {
      var reading = estimate(text.getBytes(StandardCharsets.UTF_8));
      assertThat(reading).as(text).isInstanceOf(Reading.Flawed.class);
    }
    assertThat(estimate(new byte[] {'"', (byte) 0xC3, '"'})).isInstanceOf(Reading.Flawed.class);
    assertThat(estimate(new byte[JsonText.MAX_BYTES + 1])).isInstanceOf(Reading.Flawed.class);
  }

  @Test
  void a_path_never_repeats_what_could_harm() {
    var path = problems("{\"" + "<b>\\u0007\\u202e\\\"".repeat(50) + "\":1}");

    assertThat(path)
        .startsWith("rule missing, rule[\"<b>")
        .endsWith("…\"] wrong")
        .hasSizeLessThan(120);
    assertThat(path.chars().noneMatch(Character::isISOControl)).isTrue();
  }

  @Test
  void the_segments_of_a_rule_are_told_with_their_first_place() {
    var reading =
        reading(
            "{\"any\":[{\"segment\":{\"id\":7}},{\"segment\":{\"id\":8}},{\"segment\":{\"id\":7}}]}");

    var segments =
        reading instanceof Reading.Sound<WrittenRule>(var written) ? written.segments() : Map.of();
    assertThat(segments)
        .isEqualTo(Map.of(7L, "rule.any[0].segment.id", 8L, "rule.any[1].segment.id"));
  }

  @Test
  void a_segment_needs_a_name_and_a_rule() {
    assertThat(segmentProblems("{}")).isEqualTo("name missing, rule missing");
    assertThat(segmentProblems("{\"name\":\"" + "n".repeat(101) + "\",\"rule\":" + DID + "}"))
        .isEqualTo("name wrong");
    assertThat(segmentProblems("{\"name\":\"n\",\"rule\":" + DID + ",\"x\":1}"))
        .isEqualTo("x wrong");
    assertThat(segmentProblems("[1]")).isEqualTo(" wrong");
    assertThat(segmentProblems("{\"name\":\"n\",\"rule\":" + DID + "}")).isEmpty();
  }

  private static String nested(int groups) {
    return "{\"all\":[".repeat(groups) + DID + "]}".repeat(groups);
  }

  private static String did(String fields) {
    return "{\"did\":{\"event\":\"Charged\"," + fields + "}}";
  }

  private static String where(String test) {
    return did("\"where\":[{\"property\":\"Amount\"," + test + "}]");
  }

  private static Rule rule(String json) {
    return switch (reading(json)) {
      case Reading.Sound<WrittenRule>(var written) -> {
        assertThat(new SegmentReader().read(written.json())).isEqualTo(written.rule());
        yield written.rule();
      }
      case Reading.Flawed<WrittenRule>(var problems) ->
          throw new AssertionError("flawed: " + problems);
    };
  }

  private static String problems(String json) {
    return told(reading(json));
  }

  private static String segmentProblems(String json) {
    return switch (JsonText.parse(json.getBytes(StandardCharsets.UTF_8))) {
      case Reading.Sound<JsonNode>(var tree) -> told(new SegmentReader().segment(tree));
      case Reading.Flawed<JsonNode> flawed -> told(flawed);
    };
  }

  private static String told(Reading<?> reading) {
    return String.join(
        ", ",
        list(reading).stream()
            .map(problem -> problem.path() + " " + problem.kind().code())
            .toList());
  }

  private static List<Problem> list(Reading<?> reading) {
    return switch (reading) {
      case Reading.Sound<?> _ -> List.of();
      case Reading.Flawed<?> flawed -> flawed.problems();
    };
  }

  private static Reading<WrittenRule> reading(String rule) {
    var text = "{\"rule\":" + rule + "}";
    return estimate(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Reading<WrittenRule> estimate(byte[] text) {
    return switch (JsonText.parse(text)) {
      case Reading.Sound<JsonNode>(var tree) -> new SegmentReader().estimate(tree);
      case Reading.Flawed<JsonNode>(var problems) -> new Reading.Flawed<>(problems);
    };
  }

  private static Behavior charged(List<Clause> where, Window window) {
    return new Behavior(Name.of("Charged"), where, window);
  }

  private static Condition condition(String property, dev.promontory.rule.Test test) {
    return new Condition(Name.of(property), test);
  }

  private static In in(Value... values) {
    return new In(List.of(values));
  }

  private static Bound bound(String number, boolean included) {
    return new Bound(new BigDecimal(number), included);
  }

  private static LocalDate day(String date) {
    return LocalDate.parse(date);
  }
}
