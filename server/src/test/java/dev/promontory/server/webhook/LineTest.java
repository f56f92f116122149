package dev.promontory.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.server.webhook.Line.Surroundings;
import dev.promontory.server.webhook.Receiver.Reaction;
import dev.promontory.webhook.Attempt;
import dev.promontory.webhook.Auth;
import dev.promontory.webhook.Secrets;
import dev.promontory.webhook.Standing;
import dev.promontory.webhook.Target;
import dev.promontory.webhook.Webhook;
import dev.promontory.webhook.WebhookDraft;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// WH6: where calls go.
class LineTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  /// Of documentation (RFC 5737): public, and nobody's.
  private static final String PUBLIC = "203.0.113.1";

  private static final String LOOPBACK = "127.0.0.1";

  @TempDir private Path folder;
  private final List<String> asked = new ArrayList<>();

  @Test
  void wh6_a_call_goes_to_the_address_that_was_judged_and_to_no_later_one() throws Exception {
    try (var receiver = new Receiver();
        var post = post(new Addresses(false), around(null, PUBLIC, LOOPBACK))) {
      var first = send(post, "http://shop.test:" + receiver.port() + "/");
      assertThat(first.status()).isZero();
      assertThat(asked).containsExactly("shop.test");

      var second = send(post, "http://shop.test:" + receiver.port() + "/");
      assertThat(second.note())
          .isEqualTo(
              "private addresses such as 127.0.0.1 are not called here"
                  + " (PROMONTORY_WEBHOOK_PRIVATE_TARGETS is false)");
      assertThat(receiver.next(Duration.ZERO)).isNull();
    }
  }

  @Test
  void wh6_one_bad_address_among_those_of_a_name_is_enough() throws Exception {
    var names = List.of(LOOPBACK, "169.254.169.254");
    var around =
        new Surroundings(
            _ -> names.stream().map(InetAddress::ofLiteral).toArray(InetAddress[]::new),
            null,
            SSLContext.getDefault());
    try (var receiver = new Receiver();
        var post = post(new Addresses(true), around)) {
      assertThat(send(post, "http://shop.test:" + receiver.port() + "/").note())
          .isEqualTo("addresses such as 169.254.169.254 are never called");
      assertThat(receiver.next(Duration.ZERO)).isNull();
    }
  }

  @Test
  void a_connection_is_used_again_and_its_name_not_looked_up_for_that() throws Exception {
    try (var receiver = new Receiver();
        var post = post(new Addresses(true), around(null, LOOPBACK, "169.254.169.254"))) {
      assertThat(send(post, "http://shop.test:" + receiver.port() + "/").status()).isEqualTo(200);
      assertThat(send(post, "http://shop.test:" + receiver.port() + "/").status()).isEqualTo(200);
      assertThat(receiver.next().header("host")).isEqualTo("shop.test:" + receiver.port());
      assertThat(asked).hasSize(1);
    }
  }

  @Test
  void certificates_are_compared_with_the_name_not_with_the_address() throws Exception {
    var tls = Certificates.of(folder, "shop.test");
    var names = new Surroundings(this::loopback, null, tls);
    try (var receiver = new Receiver(tls);
        var post = post(new Addresses(true), names)) {
      assertThat(send(post, "https://shop.test:" + receiver.port() + "/").status()).isEqualTo(200);
      assertThat(send(post, "https://other.test:" + receiver.port() + "/").note())
          .startsWith("no secure connection could be made");
      assertThat(send(post, "https://127.0.0.1:" + receiver.port() + "/").note())
          .startsWith("no secure connection could be made");
      receiver.next();
      assertThat(receiver.next(Duration.ZERO)).isNull();
    }
  }

  @Test
  void a_certificate_that_nobody_vouches_for_is_refused() throws Exception {
    var tls = Certificates.of(folder, "shop.test");
    var names = new Surroundings(this::loopback, null, SSLContext.getDefault());
    try (var receiver = new Receiver(tls);
        var post = post(new Addresses(true), names)) {
      assertThat(send(post, "https://shop.test:" + receiver.port() + "/").note())
          .startsWith("no secure connection could be made");
    }
  }

  @Test
  void a_proxy_may_be_private_and_what_it_is_asked_for_is_judged() throws Exception {
    try (var proxy = new Receiver()) {
      proxy.react(_ -> Reaction.status(202));
      var proxies = ProxySelector.of(InetSocketAddress.createUnresolved("localhost", proxy.port()));
      try (var post = post(new Addresses(false), around(proxies, PUBLIC, LOOPBACK))) {
        assertThat(send(post, "http://shop.test/hook").status()).isEqualTo(202);
        assertThat(proxy.next().header("host")).isEqualTo("shop.test");
        assertThat(send(post, "http://shop.test/hook").note()).startsWith("private addresses");
        assertThat(proxy.next(Duration.ZERO)).isNull();
      }
    }
  }

  /// Answers with one address after the other, the last one again and again.
  private Surroundings around(@Nullable ProxySelector proxies, String... answers) throws Exception {
    return new Surroundings(
        host -> {
          asked.add(host);
          var answer = answers[Math.min(asked.size(), answers.length) - 1];
          return new InetAddress[] {InetAddress.ofLiteral(answer)};
        },
        proxies,
        SSLContext.getDefault());
  }

  private InetAddress[] loopback(String host) throws UnknownHostException {
    return new InetAddress[] {
      InetAddress.getByAddress(host, InetAddress.ofLiteral(LOOPBACK).getAddress())
    };
  }

  private static Post post(Addresses addresses, Surroundings around) {
    return new Post(addresses, around, () -> NOW);
  }

  private static Attempt send(Post post, String url) throws InterruptedException, IOException {
    var target = new Target(URI.create(url), Target.Method.POST, new Auth.None(), Map.of());
    var draft = new WebhookDraft("Hook", target, List.of("points.credited"));
    var secret = Secrets.first("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    var webhook = new Webhook(1, 1, draft, secret, Standing.NEW, Webhook.Dropped.NONE, 0, NOW, NOW);
    return post.send(webhook, "msg_1_2", "{}");
  }
}
