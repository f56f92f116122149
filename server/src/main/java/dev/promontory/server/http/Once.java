package dev.promontory.server.http;

import dev.promontory.app.AnswerOnce;
import dev.promontory.store.Idempotency;
import dev.promontory.store.Tx;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Answers calls that create something, once for each `Idempotency-Key` (S6).
public final class Once {
  private static final HeaderName KEY = HeaderNames.create("Idempotency-Key");

  private final AnswerOnce answerOnce;
  private final InstantSource clock;

  public Once(AnswerOnce answerOnce, InstantSource clock) {
    this.answerOnce = answerOnce;
    this.clock = clock;
  }

  /// What came with a call, by which a repeat is told from another call.
  ///
  /// @param scope what is called, one word and perhaps an id
  /// @param bodyHash tells bodies apart
  public record Call(String scope, String bodyHash) {

    /// A call with a body, by its SHA-256.
    public static Call of(String scope, byte[] body) {
      return new Call(scope, HexFormat.of().formatHex(sha256().digest(body)));
    }

    /// A call with a body, by its SHA-256.
    public static Call of(String scope, String body) {
      return of(scope, body.getBytes(StandardCharsets.UTF_8));
    }

    /// For a body that is hashed as it is read.
    public static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }
  }

  /// Does the work in one transaction and sends its answer, or sends the answer of the first call
  /// with this key; 409 if that had another body.
  ///
  /// @throws InvalidRequest if the key is too long
  public void answer(
      ServerRequest request, ServerResponse response, Call call, Function<Tx, Reply> work) {
    var key = key(request, call);
    var kept = answerOnce.answer(key, clock.instant(), tx -> work.apply(tx).kept());
    kept.map(Reply::ofKept).orElseGet(() -> Reply.of(keyReused())).send(response);
  }

  /// The answer to a key that came with another body before.
  public static Problem keyReused() {
    return Problem.of(
        Status.CONFLICT_409,
        "idempotency-key-reused",
        "this Idempotency-Key came with another body before; nothing was done");
  }

  /// The key of a call, or null if it has none.
  ///
  /// @throws InvalidRequest if it is too long
  public static Idempotency.@Nullable Request key(ServerRequest request, Call call) {
    if (!request.headers().contains(KEY)) {
      return null;
    }
    var text = request.headers().get(KEY).get();
    if (text.isEmpty() || text.length() > Idempotency.MAX_KEY) {
      throw new InvalidRequest(
          "Idempotency-Key", "a key has 1 to " + Idempotency.MAX_KEY + " characters");
    }
    var key = new Idempotency.Key(Caller.account().number(), call.scope(), text);
    return new Idempotency.Request(key, call.bodyHash());
  }
}
