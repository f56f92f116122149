package dev.promontory.server.intake;

import static dev.promontory.server.intake.Decoding.event;
import static dev.promontory.server.intake.Decoding.list;
import static dev.promontory.server.intake.Decoding.profile;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import dev.promontory.log.AppendResult;
import dev.promontory.log.EventTypes;
import dev.promontory.record.Name;
import dev.promontory.record.Properties;
import dev.promontory.record.RecordBody;
import dev.promontory.server.http.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class UploadApiTest {
  private final UploadServer server = new UploadServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void good_records_are_in_the_log_when_they_are_answered() throws Exception {
    var answer = server.upload(d(event("SignUp", "{}"), profile("{\"Name\":\"Ann\"}")));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(answer.body())
        .isEqualTo("{\"status\":\"success\",\"processed\":2,\"unprocessed\":[]}");
    assertThat(server.log().records()).hasSize(2);
    var first = server.log().records().getFirst();
    assertThat(first.account()).isEqualTo(1);
    assertThat(first.epochSecond()).isEqualTo(UploadServer.NOW.getEpochSecond());
    assertThat(first.receivedAtMillis()).isEqualTo(UploadServer.NOW.toEpochMilli());
    assertThat(first.body()).isEqualTo(new RecordBody.Event(Name.of("SignUp"), Properties.NONE));
  }

  @Test
  void s17_one_bad_record_of_two_makes_a_partial_success() throws Exception {
    var bad = "{\"type\": \"event\",\n \"identity\":\"<b>😀\"}";
    var answer = server.upload(d(event("A", "{}"), bad));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer))
        .isEqualTo(
            Json.parse(
                """
                {"status":"partial","processed":1,"unprocessed":[
                  {"status":"fail","code":509,"error":"/d/1: The evtName is missing.","index":1,
                   "record":{"type":"event","identity":"<b>😀"}}]}
                """
                    .getBytes(UTF_8)));
    assertThat(answer.body()).contains("\"record\":" + bad);
    assertThat(server.log().records()).hasSize(1);
  }

  @Test
  void a_call_with_nothing_but_bad_records_fails_and_stores_nothing() throws Exception {
    var answer = server.upload(d("{}", "7"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).path("status").asString()).isEqualTo("fail");
    assertThat(json(answer).path("processed").asInt()).isZero();
    assertThat(json(answer).path("unprocessed")).hasSize(2);
    assertThat(server.log().records()).isEmpty();
  }

  @Test
  void an_empty_call_is_a_success() throws Exception {
    assertThat(server.upload("{\"d\":[]}").body())
        .isEqualTo("{\"status\":\"success\",\"processed\":0,\"unprocessed\":[]}");
  }

  @Test
  void s3_2_a_repeat_of_an_event_id_is_reported_as_processed_and_not_stored_again()
      throws Exception {
    var record = "{\"identity\":\"ann\",\"type\":\"event\",\"evtName\":\"A\",\"eventId\":\"e\"}";
    server.upload(d(record, record));

    assertThat(json(server.upload(d(record))).path("processed").asInt()).isEqualTo(1);
    assertThat(server.log().records()).hasSize(1);
  }

  @Test
  void hostile_strings_come_back_escaped_as_json() throws Exception {
    var answer =
        server.upload(d(event("A", "{\"<script>\\\"\\u0000\\n'\":1}"), "{\"a\\u2028\":1}"));

    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(json(answer).path("unprocessed").get(0).path("error").asString())
        .startsWith("/d/0/evtData/<script>\"\u0000\n'");
    assertThat(answer.body()).contains("<script>\\\"\\u0000\\n'").doesNotContain("\n'");
  }

  @Test
  void the_513th_event_name_of_an_account_is_refused_and_others_go_on() throws Exception {
    for (int i = 0; i < EventTypes.MAX_PER_ACCOUNT; i++) {
      server.eventTypes().admit(1, Name.of("event " + i));
    }
    var answer = json(server.upload(d(event("one more", "{}"), event("EVENT7", "{}"))));

    assertThat(answer.path("processed").asInt()).isEqualTo(1);
    var refused = answer.path("unprocessed").get(0);
    assertThat(refused.path("code").asInt()).isEqualTo(522);
    assertThat(refused.path("error").asString()).startsWith("/d/0/evtName: ");
    assertThat(server.log().records()).hasSize(1);
  }

  @Test
  void u1_a_call_that_is_refused_makes_no_event_name_known() throws Exception {
    assertThat(server.upload("{\"d\":[" + event("New", "{}") + ",}").statusCode()).isEqualTo(400);
    server.upload(d(event("Newer", "{\"a$\":1}")));

    assertThat(server.eventTypes().all(1)).isEmpty();
    assertThat(server.log().records()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{\"d\":{}}", "{\"d\":[{\"identity\":}]}", "\u0000"})
  void what_is_no_upload_is_answered_with_400_in_the_envelope(String body) throws Exception {
    var answer = server.upload(body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("status").asString()).isEqualTo("fail");
    assertThat(json(answer).path("code").asInt()).isEqualTo(400);
    assertThat(json(answer).path("error").asString()).isNotBlank();
  }

  @Test
  void s16_a_call_with_1001_records_is_refused_whole() throws Exception {
    var answer = server.upload("{\"d\":" + list(1001, event("A", "{}")) + "}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("error").asString()).contains("1000 records");
    assertThat(server.log().records()).isEmpty();
  }

  @Test
  void bodies_may_be_gzip_or_zstd() throws Exception {
    var body = d(event("A", "{}")).getBytes(UTF_8);

    for (var encoding : new String[] {"gzip", "x-gzip", "GZIP"}) {
      assertThat(server.upload(gzip(body), Map.of("Content-Encoding", encoding)).statusCode())
          .isEqualTo(200);
    }
    assertThat(server.upload(Zstd.compress(body), Map.of("Content-Encoding", "zstd")).statusCode())
        .isEqualTo(200);
    assertThat(server.upload(body, Map.of("Content-Encoding", "identity")).statusCode())
        .isEqualTo(200);
    assertThat(server.log().records()).hasSize(5);
  }

  @Test
  void other_encodings_are_answered_with_415() throws Exception {
    var answer = server.upload(new byte[] {1}, Map.of("Content-Encoding", "br"));

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.headers().firstValue("Accept-Encoding")).hasValue("gzip, zstd");
    assertThat(json(answer).path("status").asString()).isEqualTo("fail");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd"})
  void a_body_that_is_not_what_its_encoding_says_is_refused(String encoding) throws Exception {
    var body = d(event("A", "{}")).getBytes(UTF_8);
    var whole = encoding.equals("gzip") ? gzip(body) : Zstd.compress(body);
    var cut = Arrays.copyOf(whole, whole.length - 5);
    for (var broken : new byte[][] {body, cut, {}, {0x1f, (byte) 0x8b}}) {
      var answer = server.upload(broken, Map.of("Content-Encoding", encoding));
      assertThat(answer.statusCode()).isEqualTo(400);
    }
    assertThat(server.log().records()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd"})
  void a_bomb_is_answered_with_413(String encoding) throws Exception {
    var out = new ByteArrayOutputStream();
    try (var compressed =
        encoding.equals("gzip") ? new GZIPOutputStream(out) : new ZstdOutputStream(out)) {
      repeatSpaces(compressed, 1 << 30);
    }
    assertThat(out.size()).isLessThan(2_000_000);
    var answer = server.upload(out.toByteArray(), Map.of("Content-Encoding", encoding));

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(json(answer).path("code").asInt()).isEqualTo(413);
  }

  @Test
  void a_body_of_exactly_the_limit_is_taken_and_one_byte_more_is_not() throws Exception {
    var body = d(event("A", "{}"));
    var padded = body + " ".repeat(BodyReader.MAX_BYTES - body.length());
    assertThat(server.upload(padded).statusCode()).isEqualTo(200);
    assertThat(chunked(padded).statusCode()).isEqualTo(200);
    assertThat(chunked(padded + " ").statusCode()).isEqualTo(413);
    assertThat(
            server
                .upload(gzip(padded.getBytes(UTF_8)), Map.of("Content-Encoding", "gzip"))
                .statusCode())
        .isEqualTo(200);
    assertThat(
            server
                .upload(gzip((padded + " ").getBytes(UTF_8)), Map.of("Content-Encoding", "gzip"))
                .statusCode())
        .isEqualTo(413);
    assertThat(server.log().records()).hasSize(3);
  }

  @Test
  void overload_is_answered_with_429_and_a_time_to_wait() throws Exception {
    server.log().refuseWith(new AppendResult.Overloaded(3));
    var answer = server.upload(d(event("A", "{}")));

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("3");
    assertThat(json(answer).path("code").asInt()).isEqualTo(429);
    assertThat(json(answer).path("error").asString()).contains("nothing was stored");
  }

  @Test
  void an_absent_store_is_answered_with_503_and_a_full_disk_with_507() throws Exception {
    server.log().refuseWith(new AppendResult.Unavailable("gone", false, false));
    var gone = server.upload(d(event("A", "{}")));
    assertThat(gone.statusCode()).isEqualTo(503);
    assertThat(gone.headers().firstValue("Retry-After")).isPresent();
    assertThat(json(gone).path("error").asString()).contains("nothing was stored");

    server.log().refuseWith(new AppendResult.Unavailable("gone", false, true));
    assertThat(json(server.upload(d(event("A", "{}")))).path("error").asString())
        .contains("may or may not be stored");

    server.log().refuseWith(new AppendResult.Unavailable("full", true, false));
    var full = server.upload(d(event("A", "{}")));
    assertThat(full.statusCode()).isEqualTo(507);
    assertThat(full.headers().firstValue("Retry-After")).isPresent();

    server.log().refuseWith(null);
    assertThat(server.upload(d(event("A", "{}"))).statusCode()).isEqualTo(200);
    assertThat(server.log().records()).hasSize(1);
  }

  private HttpResponse<String> chunked(String body) throws Exception {
    return server.send(
        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.getBytes(UTF_8))),
        Map.of());
  }

  private static void repeatSpaces(OutputStream out, int bytes) throws IOException {
    var block = " ".repeat(1 << 16).getBytes(UTF_8);
    for (int i = 0; i < bytes; i += block.length) {
      out.write(block);
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static String d(String... records) {
    return "{\"d\":[" + String.join(",", records) + "]}";
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return Json.parse(answer.body().getBytes(UTF_8));
  }
}
