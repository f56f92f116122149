package dev.promontory.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.server.webhook.Receiver.Reaction;
import dev.promontory.webhook.Attempt;
import dev.promontory.webhook.Auth;
import dev.promontory.webhook.Secrets;
import dev.promontory.webhook.Standing;
import dev.promontory.webhook.Target;
import dev.promontory.webhook.Webhook;
import dev.promontory.webhook.WebhookDraft;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  /// Of the specification of Standard Webhooks.
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private Receiver receiver;
  private Post post;

  @BeforeEach
  void start() throws IOException {
    receiver = new Receiver();
    post = new Post(new Addresses(true), () -> NOW);
  }

  @AfterEach
  void stop() {
    post.close();
    receiver.close();
  }

  @Test
  void a_signature_is_that_of_the_specification_s_example() {
    var body = "{\"test\": 2432232314}";
    var at = Instant.ofEpochSecond(1614265330);

    assertThat(Signature.of(List.of(SECRET), "msg_p5jXN8AQM9LWM0D4loKWxJek", at, body))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void what_is_sent_is_what_was_asked_for() throws Exception {
    var headers = Map.of("X-Shop", "Bo, \"and\" co");
    send(new Target(uri(), Target.Method.PUT, new Auth.Basic("ann", "p:\u00e9"), headers));
    var call = receiver.next();

    assertThat(call.method()).isEqualTo("PUT");
    assertThat(call.header("x-shop")).isEqualTo("Bo, \"and\" co");
    assertThat(call.header("authorization")).isEqualTo("Basic YW5uOnA6w6k=");
    assertThat(call.header("content-type")).isEqualTo("application/json");
    assertThat(call.header("webhook-id")).isEqualTo("msg_1_2");
    assertThat(call.header("webhook-timestamp")).isEqualTo(Long.toString(NOW.getEpochSecond()));
    assertThat(call.body()).isEqualTo("{}");
    send(target(new Auth.Bearer("token")));
    assertThat(receiver.next().header("authorization")).isEqualTo("Bearer token");
    send(target(new Auth.Header("X-Key", "value")));
    assertThat(receiver.next().header("x-key")).isEqualTo("value");
  }

  @Test
  void redirections_are_not_followed() throws Exception {
    var elsewhere = Map.of("Location", receiver.url() + "/elsewhere");
    receiver.react(_ -> new Reaction(302, elsewhere, ""));

    assertThat(send(target(new Auth.None())).status()).isEqualTo(302);
    assertThat(receiver.next().path()).isEqualTo("/hook");
    assertThat(receiver.next(Duration.ofMillis(200))).isNull();
  }

  @Test
  void of_an_answer_the_beginning_is_kept() throws Exception {
    receiver.react(_ -> new Reaction(500, Map.of("Retry-After", "90"), "\ud83d\ude00".repeat(600)));

    var attempt = send(target(new Auth.None()));

    assertThat(attempt.status()).isEqualTo(500);
    assertThat(attempt.note()).isEqualTo("\ud83d\ude00".repeat(Attempt.MAX_NOTE));
    assertThat(attempt.notBefore()).isEqualTo(NOW.plusSeconds(90));
    receiver.react(_ -> new Reaction(200, Map.of(), "x".repeat(1_000_000)));
    assertThat(send(target(new Auth.None())).note()).isEqualTo("x".repeat(Attempt.MAX_NOTE));
  }

  @Test
  void who_does_not_answer_in_time_has_not_accepted() throws Exception {
    receiver.react(_ -> Reaction.silence());

    var attempt = send(target(new Auth.None()));

    assertThat(attempt.status()).isZero();
    assertThat(attempt.isAccepted()).isFalse();
    assertThat(attempt.note()).isEqualTo("no answer within 5 seconds");
    assertThat(attempt.tookMillis()).isBetween(4_900L, 12_000L);
  }

  @Test
  void who_cannot_be_reached_has_not_accepted() throws Exception {
    receiver.close();
    assertThat(send(target(new Auth.None())).note()).isEqualTo("no connection could be made");
    var nowhere = URI.create("http://no-such-host.invalid/");
    var target = new Target(nowhere, Target.Method.POST, new Auth.None(), Map.of());
    assertThat(send(target).note()).isEqualTo("the name of the host cannot be found");
  }

  @Test
  void wh4_a_reason_quotes_no_header_of_ours_nor_of_the_receiver() throws Exception {
    var ours =
        new Target(
            uri(), Target.Method.POST, new Auth.Header("X-Key", "hush\r\nX: hush"), Map.of());
    assertThat(send(ours).note()).doesNotContain("hush");
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (var socket = server.accept()) {
                  var garbage = "HTTP/1.1 2hush0\r\nSet-Cookie hush\r\nLocation: hush\r\n\r\n";
                  socket.getOutputStream().write(garbage.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      var url = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
      var note =
          send(new Target(url, Target.Method.POST, new Auth.Bearer("hush"), Map.of())).note();
      assertThat(note).startsWith("the call failed").doesNotContain("hush");
    }
  }

  @Test
  void wishes_for_later_are_seconds_or_a_date() {
    assertThat(Post.notBefore(NOW, " 7 ")).isEqualTo(NOW.plusSeconds(7));
    assertThat(Post.notBefore(NOW, "Mon, 23 Nov 2026 12:00:00 GMT"))
        .isEqualTo(Instant.parse("2026-11-23T12:00:00Z"));
    assertThat(Post.notBefore(NOW, "99999999999999999999")).isEqualTo(Instant.MAX);
    assertThat(Post.notBefore(NOW, "soon")).isNull();
    assertThat(Post.notBefore(NOW, "-1")).isNull();
    assertThat(Post.notBefore(NOW, "")).isNull();
  }

  private URI uri() {
    return URI.create(receiver.url());
  }

  private Target target(Auth auth) {
    return new Target(uri(), Target.Method.POST, auth, Map.of());
  }

  private Attempt send(Target target) throws InterruptedException {
    return send(post, target);
  }

  private static Attempt send(Post post, Target target) throws InterruptedException {
    var draft = new WebhookDraft("Hook", target, List.of("points.credited"));
    var webhook =
        new Webhook(
            1, 1, draft, Secrets.first(SECRET), Standing.NEW, Webhook.Dropped.NONE, 0, NOW, NOW);
    return post.send(webhook, "msg_1_2", "{}");
  }
}
