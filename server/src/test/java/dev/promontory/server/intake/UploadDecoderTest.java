package dev.promontory.server.intake;

import static dev.promontory.server.intake.Decoding.NOW_MILLIS;
import static dev.promontory.server.intake.Decoding.decode;
import static dev.promontory.server.intake.Decoding.event;
import static dev.promontory.server.intake.Decoding.good;
import static dev.promontory.server.intake.Decoding.list;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.promontory.log.NewRecord;
import dev.promontory.record.Name;
import dev.promontory.record.Properties;
import dev.promontory.record.Property;
import dev.promontory.record.RecordBody;
import dev.promontory.record.Value;
import dev.promontory.server.http.InvalidRequest;
import dev.promontory.server.intake.Upload.Bad;
import dev.promontory.server.intake.Upload.Good;
import dev.promontory.user.Identity;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The call as a whole, and how records stand beside one another.
class UploadDecoderTest {

  @Test
  void an_event_is_read_whole() {
    var record =
        good(
            """
            {"identity":"ann","type":"event","evtName":"Product viewed","ts":1763999000,"eventId":"e-1",
             "evtData":{"Name":"Shoe","Price":12.5,"New":true,"Since":"$D_1763000000"}}
            """);

    assertThat(record)
        .isEqualTo(
            new NewRecord(
                7,
                Identity.of("ann"),
                1_763_999_000,
                NOW_MILLIS,
                new RecordBody.Event(
                    Name.of("Product viewed"),
                    new Properties(
                        List.of(
                            new Property(Name.of("Name"), new Value.Text("Shoe")),
                            new Property(Name.of("Price"), new Value.Decimal(12_500_000)),
                            new Property(Name.of("New"), new Value.Flag(true)),
                            new Property(Name.of("Since"), new Value.Date(1_763_000_000))))),
                "e-1"));
  }

  @Test
  void the_order_of_keys_does_not_matter() {
    assertThat(
            good(
                """
                {"evtData":{"Items":[{"Price":1}]},"ts":5,"evtName":"Charged","type":"event","identity":"ann"}
                """))
        .isEqualTo(
            good(
                """
                {"identity":"ann","type":"event","evtName":"charged","ts":5,"evtData":{"items":[{"price":1}]}}
                """));
  }

  @Test
  void without_a_time_stamp_a_record_happens_now() {
    assertThat(good(event("A", "{}")).epochSecond()).isEqualTo(1_764_000_000);
    assertThat(good(event("A", "{}")).receivedAtMillis()).isEqualTo(NOW_MILLIS);
  }

  @Test
  void null_says_nothing() {
    var record =
        good(
            """
            {"identity":"ann","objectId":null,"type":"event","evtName":"A","evtData":null,"ts":null,
             "eventId":null,"profileData":null}
            """);
    assertThat(record.body()).isEqualTo(new RecordBody.Event(Name.of("A"), Properties.NONE));
    assertThat(record.eventId()).isNull();
    assertThat(record.epochSecond()).isEqualTo(1_764_000_000);
  }

  @ParameterizedTest
  @CsvSource({"identity, IDENTITY", "objectId, OBJECT_ID", "FBID, FBID", "GPID, GPID"})
  void every_kind_of_identity_is_taken(String key, Identity.Kind kind) {
    assertThat(good("{\"%s\":\"x\",\"type\":\"event\",\"evtName\":\"A\"}".formatted(key)).subject())
        .isEqualTo(new Identity(kind, "x"));
  }

  @Test
  void of_several_identities_the_first_kind_counts_in_whatever_order() {
    assertThat(
            good("""
                    {"GPID":"g","objectId":"o","identity":"i","FBID":"f","type":"event","evtName":"A"}
                    """)
                .subject())
        .isEqualTo(Identity.of("i"));
  }

  @ParameterizedTest
  @CsvSource({
    "17850, 17850",
    "17850.50, 17850.50",
    "1e3, 1e3",
    "12345678901234567890, 12345678901234567890"
  })
  void an_identity_may_be_a_number_and_stays_as_written(String json, String identity) {
    assertThat(
            good("{\"identity\":%s,\"type\":\"event\",\"evtName\":\"A\"}".formatted(json))
                .subject())
        .isEqualTo(Identity.of(identity));
  }

  @Test
  void unknown_keys_are_ignored() {
    good(
        "{\"identity\":\"ann\",\"type\":\"event\",\"evtName\":\"A\",\"$source\":{\"a\":[1,[2]]},\"x\":1}");
    assertThat(decode("{\"x\":{\"d\":[1]},\"d\":[],\"y\":[[]]}").records()).isEmpty();
  }

  @Test
  void names_are_shared_between_records() {
    var first = (RecordBody.Event) good(event("Shared", "{\"Some Property\":1}")).body();
    var second = (RecordBody.Event) good(event("Shared", "{\"Some Property\":2}")).body();
    assertThat(first.name()).isSameAs(second.name());
    assertThat(first.properties().list().getFirst().name())
        .isSameAs(second.properties().list().getFirst().name());
  }

  @Test
  void a_book_of_names_is_bounded() {
    var book = new NameBook(_ -> null);
    for (int i = 0; i <= NameBook.MAX_NAMES; i++) {
      book.get("n" + i);
      assertThat(book.size()).isLessThanOrEqualTo(NameBook.MAX_NAMES);
    }
    assertThat(book.get("n0")).isEqualTo(Name.of("n0"));
  }

  @Test
  void s16_a_call_has_at_most_1000_records() {
    assertThat(decode("{\"d\":" + list(1000, event("A", "{}")) + "}").records()).hasSize(1000);
    assertThatThrownBy(() -> decode("{\"d\":" + list(1001, event("A", "{}")) + "}"))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("1000");
  }

  @Test
  void i1_a_bad_record_harms_no_other() {
    var bad =
        List.of(
            "1",
            "\"text\"",
            "null",
            "[[{\"a\":[]}]]",
            "{}",
            event("A", "{\"a$\":{\"b\":[{}]},\"c\":{\"d\":{}}}"),
            event("A", "{\"a\":[{\"b\":[1,2,{}]}],\"c\":1}"),
            event("A", "{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":[]}}}}}"),
            event("A", "{\"a\":1e999}"),
            "{\"type\":\"event\",\"evtName\":\"A\"}",
            "{\"identity\":{\"a\":{}},\"type\":\"event\"}",
            profile("{\"a\":{\"$add\":[{\"b\":[]}]},\"c\":1}"),
            profile("{\"a\":{\"$incr\":1,\"b\":{\"c\":[]}}}"),
            event("A", "{\"a\":" + "[".repeat(500) + "]".repeat(500) + "}"));
    for (var record : bad) {
      var upload =
          decode("{\"d\":[" + event("A", "{}") + "," + record + "," + event("B", "{}") + "]}");
      assertThat(upload.records()).as(record).hasSize(3);
      assertThat(upload.records().get(0)).isInstanceOf(Good.class);
      assertThat(upload.records().get(1)).as(record).isInstanceOf(Bad.class);
      assertThat(upload.records().get(2)).isInstanceOf(Good.class);
    }
  }

  @Test
  void a_slice_is_exactly_the_record_as_sent() {
    var records =
        List.of(
            "{ \"ä\" : [\"😀\"] }",
            "17",
            "\"te\\u0000xt\"",
            "[ [ ] ]",
            "-1.5e3",
            "{}",
            event("A", "{}"));
    for (var start : List.of("", "\ufeff")) {
      var body =
          (start + "{\"x\":\"ü\", \"d\" : [ " + String.join(" , ", records) + " ] }")
              .getBytes(UTF_8);
      assertThat(decode(body).records())
          .extracting(
              sent ->
                  new String(
                      Arrays.copyOfRange(body, sent.slice().from(), sent.slice().to()), UTF_8))
          .isEqualTo(records);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[]",
        "1",
        "null",
        "\"d\"",
        "{}",
        "{\"e\":[]}",
        "{\"d\":null}",
        "{\"d\":{}}",
        "{\"d\":1}",
        "{\"d\":\"[]\"}",
        "{\"d\":[]",
        "{\"d\":[}",
        "{\"d\":[]}}",
        "{\"d\":[]} {}",
        "{\"d\":[],}",
        "{\"d\":[,]}",
        "{'d':[]}",
        "{d:[]}",
        "{\"d\":[]} // no",
        "{\"d\":[NaN]}",
        "{\"d\":[01]}",
        "{\"d\":[\"a\nb\"]}",
        "{\"d\":[],\"d\":[]}",
        "{\"d\":[{\"identity\":\"a]}"
      })
  void what_is_no_upload_is_refused_whole(String body) {
    assertThatThrownBy(() -> decode(body)).isInstanceOf(InvalidRequest.class);
  }

  @Test
  void u1_malformed_json_after_good_records_refuses_the_call_and_names_line_and_column() {
    assertThatThrownBy(
            () -> decode("{\"d\":[\n" + event("A", "{}") + ",\n  {\"identity\": oops}]}"))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageStartingWith("Malformed JSON at line 3, column ")
        .hasMessageContaining("oops");
  }

  @Test
  void json_that_nests_beyond_all_measure_is_refused() {
    int depth = UploadDecoder.MAX_DEPTH;
    assertThatThrownBy(() -> decode("{\"d\":[" + "[".repeat(depth) + "]".repeat(depth) + "]}"))
        .isInstanceOf(InvalidRequest.class);
  }

  @Test
  void only_utf_8_is_read() {
    var body = "{\"d\":[]}";
    for (var charset :
        List.of(
            StandardCharsets.UTF_16,
            StandardCharsets.UTF_16BE,
            StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_32,
            StandardCharsets.UTF_32LE)) {
      assertThatThrownBy(() -> decode(body.getBytes(charset)))
          .isInstanceOf(InvalidRequest.class)
          .hasMessageContaining("UTF-8");
    }
    assertThatThrownBy(() -> decode("{\"d\":[\"é\"]}".getBytes(StandardCharsets.ISO_8859_1)))
        .isInstanceOf(InvalidRequest.class);
  }

  private static String profile(String data) {
    return Decoding.profile(data);
  }
}
