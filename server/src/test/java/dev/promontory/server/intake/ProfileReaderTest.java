package dev.promontory.server.intake;

import static dev.promontory.server.intake.Decoding.bad;
import static dev.promontory.server.intake.Decoding.good;
import static dev.promontory.server.intake.Decoding.list;
import static dev.promontory.server.intake.Decoding.object;
import static dev.promontory.server.intake.Decoding.profile;
import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.record.Name;
import dev.promontory.record.ProfileChange;
import dev.promontory.record.Properties;
import dev.promontory.record.Property;
import dev.promontory.record.RecordBody;
import dev.promontory.record.Value;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileReaderTest {
  private static final Name P = Name.of("p");

  @Test
  void plain_values_are_put() {
    assertThat(changes("{\"Name\":\"Ann\",\"Age\":42,\"MSG-email\":false,\"DOB\":\"$D_0\"}"))
        .containsExactly(
            new ProfileChange.Put(Name.of("Name"), new Value.Text("Ann")),
            new ProfileChange.Put(Name.of("Age"), Value.number(42)),
            new ProfileChange.Put(Name.of("MSG-email"), new Value.Flag(false)),
            new ProfileChange.Put(Name.of("DOB"), new Value.Date(0)));
  }

  @Test
  void operators_are_changes() {
    assertThat(change("{\"$add\":[\"a\",\"b\"]}"))
        .isEqualTo(new ProfileChange.Add(P, List.of("a", "b")));
    assertThat(change("{\"$add\":\"a\"}")).isEqualTo(new ProfileChange.Add(P, List.of("a")));
    assertThat(change("{\"$remove\":[\"a\"]}"))
        .isEqualTo(new ProfileChange.Remove(P, List.of("a")));
    assertThat(change("{\"$set\":[\"a\",\"a\",\"b\"]}"))
        .isEqualTo(new ProfileChange.Put(P, new Value.Texts(List.of("a", "b"))));
    assertThat(change("[\"a\"]"))
        .isEqualTo(new ProfileChange.Put(P, new Value.Texts(List.of("a"))));
    assertThat(change("{\"$set\":[]}")).isEqualTo(new ProfileChange.Delete(P));
    assertThat(change("{\"$delete\":1}")).isEqualTo(new ProfileChange.Delete(P));
    assertThat(change("{\"$delete\":true}")).isEqualTo(new ProfileChange.Delete(P));
    assertThat(change("{\"$incr\":1.5}"))
        .isEqualTo(new ProfileChange.Increment(P, new Value.Decimal(1_500_000)));
    assertThat(change("{\"$decr\":2}")).isEqualTo(new ProfileChange.Increment(P, Value.number(-2)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"$add\":1}",
        "{\"$add\":[1]}",
        "{\"$add\":null}",
        "{\"$add\":[null]}",
        "{\"$add\":[[\"a\"]]}",
        "{\"$add\":{\"a\":1}}",
        "{\"$add\":[\"\\u0000\"]}",
        "{\"$remove\":true}",
        "{\"$set\":1}",
        "{\"$delete\":0}",
        "{\"$delete\":\"yes\"}",
        "{\"$delete\":false}",
        "{\"$incr\":\"1\"}",
        "{\"$incr\":0}",
        "{\"$incr\":-1}",
        "{\"$incr\":1e12}",
        "{\"$incr\":0.0000001}",
        "{\"$decr\":[]}",
        "{\"$add\":[\"a\"],\"$remove\":[\"b\"]}",
        "{\"$add\":[\"a\"],\"b\":1}",
        "{\"b\":1,\"$add\":[\"a\"]}",
        "{\"$push\":[\"a\"]}",
        "{\"$\":1}",
        "{\"$ADD\":[\"a\"]}",
        "[1]",
        "[\"a\",{}]",
        "\"$D_x\""
      })
  void a_malformed_operator_costs_the_record(String value) {
    assertThat(bad(profile("{\"p\":" + value + "}")).fault().code().number()).isEqualTo(512);
  }

  @Test
  void a_list_keeps_the_newest_hundred_and_no_text_twice() {
    assertThat(change("{\"$set\":" + texts(0, 100) + "}"))
        .isEqualTo(new ProfileChange.Put(P, new Value.Texts(names(0, 100))));
    assertThat(change("{\"$set\":" + texts(0, 101) + "}"))
        .isEqualTo(new ProfileChange.Put(P, new Value.Texts(names(1, 101))));
    assertThat(change("{\"$add\":" + texts(0, 1000) + "}"))
        .isEqualTo(new ProfileChange.Add(P, names(900, 1000)));
    assertThat(bad(profile("{\"p\":{\"$add\":" + texts(0, 1001) + "}}")).fault().code().number())
        .isEqualTo(522);
  }

  @Test
  void each_text_of_a_list_has_at_most_512_characters() {
    change("[\"" + "x".repeat(512) + "\"]");
    assertThat(bad(profile("{\"p\":[\"" + "x".repeat(513) + "\"]}")).fault().code().number())
        .isEqualTo(522);
  }

  @Test
  void a_record_changes_at_most_256_properties() {
    assertThat(changes(object(256, "1"))).hasSize(256);
    var bad = bad(profile(object(257, "1")));
    assertThat(bad.fault().code().number()).isEqualTo(522);
    assertThat(bad.place()).isEqualTo("/d/0/profileData/p256");
  }

  @Test
  void operators_are_not_counted_as_objects_but_plain_lists_are() {
    assertThat(changes(object(10, "{\"$add\":[\"a\"]}"))).hasSize(10);
    assertThat(changes(object(5, "[\"a\"]"))).hasSize(5);
    assertThat(bad(profile(object(6, "[\"a\"]"))).fault().code().number()).isEqualTo(522);
  }

  @Test
  void objects_may_nest() {
    assertThat(change("{\"City\":\"Rome\",\"Geo\":{\"Lat\":1}}"))
        .isEqualTo(
            new ProfileChange.Put(
                P,
                new Value.Nested(
                    new Properties(
                        List.of(
                            new Property(Name.of("City"), new Value.Text("Rome")),
                            new Property(
                                Name.of("Geo"),
                                new Value.Nested(
                                    new Properties(
                                        List.of(
                                            new Property(Name.of("Lat"), Value.number(1)))))))))));
    assertThat(bad(profile("{\"a\":{\"b\":{\"c\":{\"d\":{}}}}}")).place())
        .isEqualTo("/d/0/profileData/a/b/c/d");
    assertThat(bad(profile("{\"a\":{\"b\":" + list(1, "1") + "}}")).fault().code().number())
        .isEqualTo(512);
  }

  @Test
  void the_last_change_of_a_property_counts_and_nulls_change_nothing() {
    assertThat(changes("{\"p\":1,\" P \":{\"$incr\":2},\"q\":null,\"r\":{}}"))
        .containsExactly(new ProfileChange.Increment(P, Value.number(2)));
  }

  @Test
  void a_profile_without_data_is_no_profile_but_empty_data_makes_a_user_known() {
    assertThat(changes("{}")).isEmpty();
    assertThat(bad("{\"identity\":\"ann\",\"type\":\"profile\"}").fault().code().number())
        .isEqualTo(512);
    assertThat(
            bad("{\"identity\":\"ann\",\"type\":\"profile\",\"profileData\":{},\"evtName\":\"A\"}")
                .fault()
                .code()
                .number())
        .isEqualTo(512);
  }

  @ParameterizedTest
  @CsvSource({
    "514, Gender, 7",
    "515, Email, '\"ann\"'",
    "516, Phone, 4155551234",
    "517, Employed, '\"?\"'",
    "518, Education, 1",
    "519, Marital status, '\"?\"'",
    "520, Age, 1000",
    "520, DOB, '\"1990\"'",
    "515, Email, '[\"ann@shop.org\"]'",
    "514, Gender, '{\"$incr\":1}'",
    "516, Phone, '{\"a\":1}'"
  })
  void reserved_properties_have_codes_of_their_own(int code, String property, String json) {
    var bad = bad(profile("{\"%s\":%s}".formatted(property, json)));
    assertThat(bad.fault().code().number()).isEqualTo(code);
    assertThat(bad.place()).startsWith("/d/0/profileData");
  }

  @Test
  void reserved_properties_may_be_deleted() {
    assertThat(changes("{\"Email\":{\"$delete\":1}}"))
        .containsExactly(new ProfileChange.Delete(Name.of("Email")));
  }

  private static List<ProfileChange> changes(String data) {
    return ((RecordBody.ProfileUpdate) good(profile(data)).body()).changes();
  }

  private static ProfileChange change(String value) {
    return changes("{\"p\":" + value + "}").getFirst();
  }

  private static List<String> names(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "v" + i).toList();
  }

  private static String texts(int from, int to) {
    return names(from, to).stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
  }
}
