package dev.promontory.server.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.document.Problem;
import dev.promontory.document.Reading;
import dev.promontory.webhook.Auth;
import dev.promontory.webhook.Target;
import dev.promontory.webhook.WebhookDraft;
import dev.promontory.webhook.WebhookDraft.Edit;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class WebhookReaderTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String BARRED = "10.0.0.1";

  private final WebhookReader reader =
      new WebhookReader(
          host -> host.equals(BARRED) ? Optional.of("it is a private address") : Optional.empty());

  @Test
  void a_webhook_with_the_least_is_posted_to_without_credentials() {
    assertThat(
            draft(
                "{'name': ' Till ', 'url': 'https://example.com/hook', 'events': ['points.credited']}"))
        .isEqualTo(
            new Reading.Sound<>(
                new WebhookDraft(
                    "Till",
                    new Target(
                        URI.create("https://example.com/hook"),
                        Target.Method.POST,
                        new Auth.None(),
                        Map.of()),
                    List.of("points.credited"))));
  }

  @Test
  void everything_that_is_missing_is_named_at_once() {
    assertThat(paths(draft("{}"))).containsExactlyInAnyOrder("name", "url", "events");
  }

  @Test
  void an_edit_leaves_what_is_absent() {
    assertThat(edit("{'method': 'PUT'}"))
        .isEqualTo(new Reading.Sound<>(new Edit(null, null, Target.Method.PUT, null, null, null)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://example.com/",
        "//example.com/hook",
        "example.com/hook",
        "https://",
        "https://example.com:0/",
        "https://example.com:65536/",
        "https://user:secret@example.com/",
        "https://example.com/#part",
        "https://exämple.com/",
        "https://example.com/a b",
        "https://10.0.0.1/",
      })
  void an_unfit_url_is_refused_where_it_stands(String url) {
    assertThat(paths(edit("{'url': '%s'}".formatted(url)))).containsExactly("url");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'method': 'GET'} | method",
        "{'method': 7} | method",
        "{'name': 7} | name",
        "{'events': 'points.credited'} | events",
        "{'events': ['points.credited', 'points.credited']} | events[1]",
        "{'events': ['points.credited', 'points.lost']} | events[1]",
        "{'events': ['coupon.redeemed']} | events[0]",
        "{'auth': {'type': 'digest'}} | auth.type",
        "{'auth': {'type': 'basic', 'username': 'a:b', 'password': 'c'}} | auth.username",
        "{'auth': {'type': 'basic', 'username': 'a'}} | auth.password",
        "{'auth': {'type': 'bearer', 'token': 'a b'}} | auth.token",
        "{'auth': {'type': 'none', 'token': 'a'}} | auth.token",
        "{'auth': {'type': 'header', 'name': 'Host', 'value': 'a'}} | auth.name",
        "{'headers': {'Authorization': 'Basic x'}} | headers.Authorization",
        "{'headers': {'X-A': '1', 'x-a': '2'}} | headers.x-a",
        "{'headers': {'webhook-id': '1'}} | headers.webhook-id",
        "{'headers': {'X-A': 7}} | headers.X-A",
        "{'headers': []} | headers",
        "{'colour': 'red'} | colour",
      })
  void what_is_wrong_is_named_by_its_place(String json, String path) {
    assertThat(paths(edit(json))).containsExactly(path);
  }

  @Test
  void an_event_that_is_planned_is_told_from_one_that_nobody_knows() {
    assertThat(problems(edit("{'events': ['coupon.redeemed']}")))
        .extracting(Problem::kind)
        .containsExactly(Problem.Kind.NOT_BUILT);
    assertThat(problems(edit("{'events': ['points.lost']}")))
        .extracting(Problem::kind)
        .containsExactly(Problem.Kind.WRONG);
  }

  @Test
  void credentials_are_read_and_left_out_of_texts() {
    var read = edit("{'auth': {'type': 'bearer', 'token': 'secret-token'}}");

    assertThat(read)
        .isEqualTo(
            new Reading.Sound<>(
                new Edit(null, null, null, new Auth.Bearer("secret-token"), null, null)));
    assertThat(read.toString()).doesNotContain("secret-token");
  }

  private Reading<WebhookDraft> draft(String json) {
    return reader.draft(JSON.readTree(json.replace('\'', '"')));
  }

  private Reading<Edit> edit(String json) {
    return reader.edit(JSON.readTree(json.replace('\'', '"')));
  }

  private static List<String> paths(Reading<?> reading) {
    return problems(reading).stream().map(Problem::path).toList();
  }

  private static List<Problem> problems(Reading<?> reading) {
    return switch (reading) {
      case Reading.Flawed<?>(var problems) -> problems;
      case Reading.Sound<?>(var sound) -> throw new AssertionError("this was taken: " + sound);
    };
  }
}
