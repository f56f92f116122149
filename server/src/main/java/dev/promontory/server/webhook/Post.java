package dev.promontory.server.webhook;

import dev.promontory.webhook.Attempt;
import dev.promontory.webhook.Auth;
import dev.promontory.webhook.Target;
import dev.promontory.webhook.Webhook;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
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
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Calls receivers: once, for at most [#TIMEOUT] from the connection to the last byte, following no
/// redirection. Safe for use by many threads.
public final class Post implements AutoCloseable {
  /// How long a call may take.
  static final Duration TIMEOUT = Duration.ofSeconds(5);

  /// How much of an answer's body is read.
  static final int MAX_BODY_BYTES = 4_096;

  /// The most names of hosts that are looked up at once, those included that nobody waits for any
  /// more. On threads of their own: a look-up holds its thread as long as it takes.
  static final int MAX_LOOKUPS = 128;

  private static final int MAX_RETRY_AFTER_DIGITS = 9;
  private static final long LOOKUP_IDLE_SECONDS = 10;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(Version.HTTP_1_1)
          .followRedirects(Redirect.NEVER)
          .connectTimeout(TIMEOUT)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();
  private final ExecutorService lookups =
      new ThreadPoolExecutor(
          0,
          MAX_LOOKUPS,
          LOOKUP_IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Thread.ofPlatform().name("webhook look-up").daemon().factory());
  private final Addresses addresses;
  private final InstantSource clock;

  /// Connects when the first call is made.
  public Post(Addresses addresses, InstantSource clock) {
    this.addresses = addresses;
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
      var host = webhook.draft().target().url().getHost();
      var offence = within(began, lookups.submit(() -> addresses.offence(host)));
      if (offence.isPresent()) {
        return unanswered(at, began, offence.get());
      }
      var request = request(webhook, messageId, body, at);
      var call = http.sendAsync(request, _ -> new FirstBytes(MAX_BODY_BYTES));
      return answered(at, began, within(began, call));
    } catch (TimeoutException _) {
      return unanswered(at, began, noAnswer());
    } catch (ExecutionException e) {
      return unanswered(at, began, reason(e.getCause()));
    } catch (RejectedExecutionException _) {
      return unanswered(at, began, "too many names of hosts are being looked up");
    } catch (IllegalArgumentException e) {
      return unanswered(at, began, reason(e));
    }
  }

  /// The result of a part of the call, in what is left of its time.
  private static <T> T within(long began, Future<T> part)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      long left = TIMEOUT.toNanos() - (System.nanoTime() - began);
      return part.get(left, TimeUnit.NANOSECONDS);
    } catch (TimeoutException | InterruptedException e) {
      part.cancel(true);
      throw e;
    }
  }

  private static HttpRequest request(Webhook webhook, String messageId, String body, Instant at) {
    var target = webhook.draft().target();
    var request =
        HttpRequest.newBuilder(target.url())
            .timeout(TIMEOUT)
            .method(
                target.method().name(), BodyPublishers.ofString(body, StandardCharsets.US_ASCII));
    target.headers().forEach(request::setHeader);
    authorize(request, target);
    var signing = webhook.secrets().signing(at);
    return request
        .setHeader("Content-Type", "application/json")
        .setHeader("User-Agent", "Promontory")
        .setHeader("webhook-id", messageId)
        .setHeader("webhook-timestamp", Long.toString(at.getEpochSecond()))
        .setHeader("webhook-signature", Signature.of(signing, messageId, at, body))
        .build();
  }

  private static void authorize(HttpRequest.Builder request, Target target) {
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

  private static Attempt answered(Instant at, long began, HttpResponse<byte[]> answer) {
    var text = new String(answer.body(), StandardCharsets.UTF_8);
    var retryAfter = answer.headers().firstValue("Retry-After").orElse("");
    return new Attempt(
        at, millis(began), answer.statusCode(), note(text), notBefore(at, retryAfter));
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

  /// Never the text of a request: what went wrong, and no more.
  private static String reason(@Nullable Throwable failure) {
    return switch (failure) {
      case HttpTimeoutException _ -> noAnswer();
      case ConnectException _ -> "no connection could be made";
      case null -> "the call failed";
      default -> "the call failed: " + failure.getClass().getSimpleName() + message(failure);
    };
  }

  private static String message(Throwable failure) {
    return failure.getMessage() == null ? "" : ", " + failure.getMessage();
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
    lookups.shutdownNow();
    http.shutdownNow();
    http.close();
  }
}
