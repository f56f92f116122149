package dev.promontory.server.webhook;

import dev.promontory.webhook.Attempt;
import dev.promontory.webhook.Auth;
import dev.promontory.webhook.Shares;
import dev.promontory.webhook.Target;
import dev.promontory.webhook.Webhook;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;

/// Calls receivers: once, for at most [#TIMEOUT] from the connection to the last byte, following no
/// redirection. Safe for use by many threads.
public final class Post implements AutoCloseable {
  /// How long a call may take.
  static final Duration TIMEOUT = Duration.ofSeconds(5);

  /// The most connections: one for each call that may be under way.
  static final int MAX_CONNECTIONS = Shares.MAX_AT_ONCE + DeliveryApi.MAX_TESTS;

  private static final int MAX_RETRY_AFTER_DIGITS = 9;

  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
  private final Line line;
  private final InstantSource clock;

  /// Connects when the first call is made.
  public Post(Addresses addresses, InstantSource clock) {
    this(addresses, Line.Surroundings.ofMachine(), clock);
  }

  Post(Addresses addresses, Line.Surroundings around, InstantSource clock) {
    this.line = new Line(addresses, around, MAX_CONNECTIONS, TIMEOUT);
    this.clock = clock;
  }

  /// Calls a receiver; whatever goes wrong is in the attempt.
  ///
  /// @param messageId by which the receiver recognises repeats
  /// @param body JSON in ASCII
  Attempt send(Webhook webhook, String messageId, String body) throws InterruptedException {
    var at = clock.instant();
    long began = System.nanoTime();
    try {
      return answered(at, began, inTime(request(webhook, messageId, body, at)));
    } catch (TimeoutException _) {
      return unanswered(at, began, noAnswer());
    } catch (ExecutionException e) {
      return unanswered(at, began, reason(e.getCause()));
    }
  }

  private Line.Answer inTime(HttpUriRequestBase request)
      throws InterruptedException, ExecutionException, TimeoutException {
    var call = calls.submit(() -> line.call(request));
    try {
      return call.get(TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | InterruptedException e) {
      request.cancel();
      call.cancel(true);
      throw e;
    }
  }

  private static HttpUriRequestBase request(
      Webhook webhook, String messageId, String body, Instant at) {
    var target = webhook.draft().target();
    var request = new HttpUriRequestBase(target.method().name(), target.url());
    request.setEntity(new ByteArrayEntity(body.getBytes(StandardCharsets.US_ASCII), null));
    target.headers().forEach(request::setHeader);
    authorize(request, target);
    var signing = webhook.secrets().signing(at);
    request.setHeader("Content-Type", "application/json");
    request.setHeader("User-Agent", "Promontory");
    request.setHeader("webhook-id", messageId);
    request.setHeader("webhook-timestamp", at.getEpochSecond());
    request.setHeader("webhook-signature", Signature.of(signing, messageId, at, body));
    return request;
  }

  private static void authorize(HttpUriRequestBase request, Target target) {
    switch (target.auth()) {
      case Auth.None() -> {
        return;
      }
      case Auth.Basic(var user, var password) -> {
        var pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        request.setHeader("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
      }
      case Auth.Bearer(var token) -> request.setHeader("Authorization", "Bearer " + token);
      case Auth.Header(var name, var value) -> request.setHeader(name, value);
    }
  }

  private static Attempt answered(Instant at, long began, Line.Answer answer) {
    return new Attempt(
        at,
        millis(began),
        answer.status(),
        note(answer.body()),
        notBefore(at, answer.retryAfter()));
  }

  private static Attempt unanswered(Instant at, long began, String reason) {
    return new Attempt(at, millis(began), 0, note(reason), null);
  }

  private static long millis(long began) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
  }

  private static String note(String text) {
    return text.codePointCount(0, text.length()) <= Attempt.MAX_NOTE
        ? text
        : text.substring(0, text.offsetByCodePoints(0, Attempt.MAX_NOTE));
  }

  /// What went wrong, and no more: messages of other failures may quote headers, of ours or of the
  /// receiver (WH4).
  private static String reason(@Nullable Throwable failure) {
    return switch (failure) {
      case LookUps.Barred barred -> String.valueOf(barred.getMessage());
      case SocketTimeoutException _ -> noAnswer();
      case ConnectException _, NoRouteToHostException _ -> "no connection could be made";
      case SSLException tls -> "no secure connection could be made: " + tls.getMessage();
      case null -> "the call failed";
      default -> "the call failed: " + failure.getClass().getSimpleName();
    };
  }

  private static String noAnswer() {
    return "no answer within " + TIMEOUT.toSeconds() + " seconds";
  }

  /// Retry-After (RFC 9110, 10.2.3): seconds or a date. What is neither is no wish.
  static @Nullable Instant notBefore(Instant at, String retryAfter) {
    var text = retryAfter.strip();
    if (text.isEmpty()) {
      return null;
    }
    if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return text.length() > MAX_RETRY_AFTER_DIGITS
          ? Instant.MAX
          : at.plusSeconds(Long.parseLong(text));
    }
    try {
      return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException _) {
      return null;
    }
  }

  /// Gives up what is under way.
  @Override
  public void close() {
    calls.shutdownNow();
    line.close();
  }
}
