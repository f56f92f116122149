package dev.promontory.server.intake;

import static dev.promontory.server.intake.Decoding.bad;
import static dev.promontory.server.intake.Decoding.event;
import static dev.promontory.server.intake.Decoding.good;
import static dev.promontory.server.intake.Decoding.list;
import static dev.promontory.server.intake.Decoding.object;
import static dev.promontory.server.intake.Decoding.onlyValue;
import static dev.promontory.server.intake.Decoding.profile;
import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.record.Name;
import dev.promontory.record.Properties;
import dev.promontory.record.Property;
import dev.promontory.record.RecordBody;
import dev.promontory.record.Value;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each rule for events, at its limit and one beyond; each fault with its code and place.
class RecordFaultsTest {

  /// A bad record, its code and its place.
  record Case(int code, String place, String record) {}

  static List<Case> cases() {
    return List.of(
        new Case(512, "/d/0", "[]"),
        new Case(512, "/d/0", "null"),
        new Case(523, "/d/0", "{}"),
        new Case(523, "/d/0", "{\"type\":\"event\",\"evtName\":\"A\"}"),
        new Case(523, "/d/0/identity", "{\"identity\":\"\",\"type\":\"event\",\"evtName\":\"A\"}"),
        new Case(
            523, "/d/0/identity", "{\"identity\":\"null\",\"type\":\"event\",\"evtName\":\"A\"}"),
        new Case(523, "/d/0/identity", "{\"identity\":0,\"type\":\"event\",\"evtName\":\"A\"}"),
        new Case(523, "/d/0/identity", "{\"identity\":-1,\"type\":\"event\",\"evtName\":\"A\"}"),
        new Case(523, "/d/0/identity", "{\"identity\":true,\"type\":\"event\",\"evtName\":\"A\"}"),
        new Case(
            523, "/d/0/identity", "{\"identity\":[\"a\"],\"type\":\"event\",\"evtName\":\"A\"}"),
        new Case(523, "/d/0/identity", "{\"identity\":\"a\\u0000\",\"type\":\"event\"}"),
        new Case(523, "/d/0/FBID", "{\"FBID\":\"none\",\"type\":\"event\",\"evtName\":\"A\"}"),
        new Case(
            526, "/d/0/objectId", "{\"objectId\":\"nil\",\"type\":\"event\",\"evtName\":\"A\"}"),
        new Case(526, "/d/0/objectId", "{\"objectId\":{},\"type\":\"event\",\"evtName\":\"A\"}"),
        new Case(
            526, "/d/0/objectId", "{\"objectId\":\"a b\",\"type\":\"event\",\"evtName\":\"A\"}"),
        new Case(524, "/d/0", "{\"identity\":\"ann\"}"),
        new Case(524, "/d/0", "{\"identity\":\"ann\",\"type\":\"Event\",\"evtName\":\"A\"}"),
        new Case(
            524, "/d/0", "{\"identity\":\"ann\",\"type\":\"token\",\"tokenData\":{\"id\":\"x\"}}"),
        new Case(524, "/d/0/type", "{\"identity\":\"ann\",\"type\":1}"),
        new Case(509, "/d/0", "{\"identity\":\"ann\",\"type\":\"event\"}"),
        new Case(509, "/d/0", "{\"identity\":\"ann\",\"type\":\"event\",\"evtName\":null}"),
        new Case(
            509, "/d/0/evtName", "{\"identity\":\"ann\",\"type\":\"event\",\"evtName\":\" \"}"),
        new Case(512, "/d/0/evtName", "{\"identity\":\"ann\",\"type\":\"event\",\"evtName\":7}"),
        new Case(512, "/d/0/evtName", event("a.b", "{}")),
        new Case(512, "/d/0/evtName", event("x".repeat(121), "{}")),
        new Case(513, "/d/0/evtName", event("Notification Sent", "{}")),
        new Case(513, "/d/0/evtName", event("CT Points Credited", "{}")),
        new Case(
            525,
            "/d/0/ts",
            "{\"identity\":\"ann\",\"type\":\"event\",\"evtName\":\"A\",\"ts\":1764000000000}"),
        new Case(
            525,
            "/d/0/ts",
            "{\"identity\":\"ann\",\"type\":\"event\",\"evtName\":\"A\",\"ts\":\"1764000000\"}"),
        new Case(
            525,
            "/d/0/ts",
            "{\"identity\":\"ann\",\"type\":\"event\",\"evtName\":\"A\",\"ts\":\"2026-01-01T00:00:00Z\"}"),
        new Case(
            525,
            "/d/0/ts",
            "{\"identity\":\"ann\",\"type\":\"event\",\"evtName\":\"A\",\"ts\":1764000000.5}"),
        new Case(
            525,
            "/d/0/ts",
            "{\"identity\":\"ann\",\"type\":\"event\",\"evtName\":\"A\",\"ts\":-1}"),
        new Case(
            525,
            "/d/0/ts",
            "{\"identity\":\"ann\",\"type\":\"event\",\"evtName\":\"A\",\"ts\":99999999999999999999}"),
        new Case(
            525,
            "/d/0/ts",
            "{\"identity\":\"ann\",\"type\":\"event\",\"evtName\":\"A\",\"ts\":true}"),
        new Case(
            512,
            "/d/0/eventId",
            "{\"identity\":\"ann\",\"type\":\"event\",\"evtName\":\"A\",\"eventId\":7}"),
        new Case(
            512,
            "/d/0/eventId",
            "{\"identity\":\"ann\",\"type\":\"event\",\"evtName\":\"A\",\"eventId\":\"\"}"),
        new Case(
            512,
            "/d/0/eventId",
            "{\"identity\":\"ann\",\"type\":\"event\",\"evtName\":\"A\",\"eventId\":\"%s\"}"
                .formatted("e".repeat(129))),
        new Case(
            512,
            "/d/0/eventId",
            "{\"identity\":\"ann\",\"type\":\"event\",\"evtName\":\"A\",\"eventId\":\"\\u0000\"}"),
        new Case(512, "/d/0/evtData", event("A", "[]")),
        new Case(512, "/d/0/evtData", event("A", "\"x\"")),
        new Case(
            512,
            "/d/0",
            "{\"identity\":\"ann\",\"type\":\"event\",\"evtName\":\"A\",\"profileData\":{}}"),
        new Case(
            512,
            "/d/0/EvtData",
            "{\"identity\":\"ann\",\"type\":\"event\",\"evtName\":\"A\",\"EvtData\":{}}"),
        new Case(
            512,
            "/d/0/objectid",
            "{\"identity\":\"ann\",\"type\":\"event\",\"evtName\":\"A\",\"objectid\":\"x\"}"),
        new Case(512, "/d/0/evtData/", event("A", "{\"\":1}")),
        new Case(512, "/d/0/evtData/a$", event("A", "{\"a$\":1}")),
        new Case(
            522, "/d/0/evtData/" + "x".repeat(121), event("A", "{\"" + "x".repeat(121) + "\":1}")),
        new Case(512, "/d/0/evtData/a", event("A", "{\"a\":\"nul \\u0000\"}")),
        new Case(512, "/d/0/evtData/a", event("A", "{\"a\":\"\\ud83d\"}")),
        new Case(522, "/d/0/evtData/a", event("A", "{\"a\":\"" + "x".repeat(513) + "\"}")),
        new Case(512, "/d/0/evtData/a", event("A", "{\"a\":1e309}")),
        new Case(512, "/d/0/evtData/a", event("A", "{\"a\":-" + "9".repeat(500) + "}")),
        new Case(512, "/d/0/evtData/a", event("A", "{\"a\":\"$D_tomorrow\"}")),
        new Case(512, "/d/0/evtData/a", event("A", "{\"a\":[]}")),
        new Case(512, "/d/0/evtData/Items/0", event("Charged", "{\"Items\":[1]}")),
        new Case(512, "/d/0/evtData/Items/0", event("Charged", "{\"Items\":[[]]}")),
        new Case(512, "/d/0/evtData/Items/1/a", event("Charged", "{\"Items\":[{},{\"a\":{}}]}")),
        new Case(512, "/d/0/evtData/Items/0/a", event("Charged", "{\"Items\":[{\"a\":[]}]}")),
        new Case(512, "/d/0/evtData/Other", event("Charged", "{\"Other\":[{\"a\":1}]}")),
        new Case(512, "/d/0", event("A", "{\"Items\":[{\"a\":1}]}")),
        new Case(512, "/d/0/evtData/a/Items", event("Charged", "{\"a\":{\"Items\":[{\"a\":1}]}}")),
        new Case(
            522, "/d/0/evtData/a/b/c/d", event("A", "{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":1}}}}}")));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void each_fault_has_its_code_and_place(Case expected) {
    var bad = bad(expected.record());
    assertThat(bad.fault().code().number()).as(bad.fault().text()).isEqualTo(expected.code());
    assertThat(bad.place()).isEqualTo(expected.place());
    assertThat(bad.fault().text()).endsWith(".");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 1_764_000_000L, 4_000_000_000L, 99_999_999_999L})
  void any_epoch_second_is_a_time_stamp(long epochSecond) {
    assertThat(
            good("{\"identity\":\"ann\",\"type\":\"event\",\"evtName\":\"A\",\"ts\":%d}"
                    .formatted(epochSecond))
                .epochSecond())
        .isEqualTo(epochSecond);
  }

  @Test
  void an_event_has_at_most_256_properties() {
    good(event("A", object(256, "1")));
    assertThat(bad(event("A", object(257, "1"))).fault().code().number()).isEqualTo(522);
    assertThat(bad(event("A", object(257, "1"))).place()).isEqualTo("/d/0/evtData/p256");
    good(event("A", "{\"a\":" + object(256, "1") + "}"));
    assertThat(bad(event("A", "{\"a\":" + object(257, "1") + "}")).fault().code().number())
        .isEqualTo(522);
  }

  @Test
  void a_charged_event_has_at_most_256_items() {
    var full =
        (Value.Items)
            onlyValue(good(event("Charged", "{\"Items\":" + list(256, "{\"a\":1}") + "}")));
    assertThat(full.items()).hasSize(256);
    var bad = bad(event("Charged", "{\"Items\":" + list(257, "{\"a\":1}") + "}"));
    assertThat(bad.fault().code().number()).isEqualTo(522);
    assertThat(bad.place()).isEqualTo("/d/0/evtData/Items/256");
  }

  @Test
  void a_record_has_at_most_5_objects_and_lists() {
    good(
        event(
            "Charged",
            "{\"Items\":[{\"a\":1}],\"a\":{\"x\":1},\"b\":{\"x\":1},\"c\":{\"x\":1},\"d\":{\"x\":{\"y\":1}}}"));
    var bad =
        bad(
            event(
                "Charged", "{\"Items\":[{\"a\":1}],\"a\":{},\"b\":{},\"c\":{},\"d\":{},\"e\":{}}"));
    assertThat(bad.fault().code().number()).isEqualTo(522);
    assertThat(bad.place()).isEqualTo("/d/0/evtData/e");
  }

  @Test
  void objects_nest_three_levels_deep() {
    assertThat(onlyValue(good(event("A", "{\"a\":{\"b\":{\"c\":{\"d\":1}}}}"))))
        .isEqualTo(nested("b", nested("c", nested("d", Value.number(1)))));
  }

  @Test
  void a_record_with_objects_has_at_most_128_kilobytes() {
    var padding = " ".repeat(128 * 1024 - event("A", "{\"a\":{\"b\":1}}").length());
    good(event("A", "{" + padding + "\"a\":{\"b\":1}}"));
    var bad = bad(event("A", "{" + padding + " \"a\":{\"b\":1}}"));
    assertThat(bad.fault().code().number()).isEqualTo(522);
    assertThat(bad.place()).isEqualTo("/d/0");
    good(event("A", "{" + padding + " \"a\":1}"));
  }

  @Test
  void no_record_has_more_than_a_megabyte() {
    var padding = " ".repeat(1024 * 1024 - event("A", "{\"a\":1}").length());
    good(event("A", "{" + padding + "\"a\":1}"));
    assertThat(bad(event("A", "{" + padding + " \"a\":1}")).fault().code().number()).isEqualTo(522);
  }

  @Test
  void of_two_names_that_are_the_same_the_last_value_counts() {
    assertThat(onlyValue(good(event("A", "{\"Unit Price\":1,\"unitprice\":2}"))))
        .isEqualTo(Value.number(2));
    var body = (RecordBody.Event) good(event("A", "{\"a\":1,\"b\":2,\"A\":3}")).body();
    assertThat(body.properties().list())
        .containsExactly(
            new Property(Name.of("a"), Value.number(3)),
            new Property(Name.of("b"), Value.number(2)));
  }

  @Test
  void s20_names_of_events_are_compared_without_case() {
    assertThat(((RecordBody.Event) good(event("SignUp", "{}")).body()).name())
        .isEqualTo(((RecordBody.Event) good(event("sign up", "{}")).body()).name());
  }

  @Test
  void nulls_and_empty_objects_and_lists_say_nothing() {
    var body =
        (RecordBody.Event)
            good(event("Charged", "{\"a\":null,\"b\":{},\"c\":{\"d\":null},\"Items\":[]}")).body();
    assertThat(body.properties()).isEqualTo(Properties.NONE);
  }

  @Test
  void texts_are_kept_exactly() {
    var text = "  <b>'; DROP TABLE \\\"x\\\" \\n\\t\\u0001 日本 😀 \\ud83d\\ude00  ";
    assertThat(onlyValue(good(event("A", "{\"a\":\"" + text + "\"}"))))
        .isEqualTo(new Value.Text("  <b>'; DROP TABLE \"x\" \n\t\u0001 日本 😀 😀  "));
  }

  @Test
  void an_event_id_has_at_most_128_characters() {
    var id = "😀".repeat(128);
    assertThat(
            good("{\"identity\":\"ann\",\"type\":\"event\",\"evtName\":\"A\",\"eventId\":\"%s\"}"
                    .formatted(id))
                .eventId())
        .isEqualTo(id);
  }

  @Test
  void long_hostile_places_are_shortened_and_whole() {
    var bad = bad(profile("{\"" + "😀".repeat(5000) + "\":1}"));
    assertThat(bad.place()).hasSizeLessThan(450).startsWith("/d/0/profileData/😀").endsWith("😀…");
  }

  private static Value.Nested nested(String name, Value value) {
    return new Value.Nested(new Properties(List.of(new Property(Name.of(name), value))));
  }
}
