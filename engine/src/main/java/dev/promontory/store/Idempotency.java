package dev.promontory.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The idempotency keys that callers sent and the answers they got, within one transaction (S6).
///
/// Claim the key first, do the work if it is new, and store the answer in the same transaction: a
/// repeat gets the same answer.
public interface Idempotency {

  /// The longest key, in characters.
  int MAX_KEY = 255;

  /// The most keys of one call.
  int MAX_BATCH = 10_000;

  /// A key as a caller sent it.
  ///
  /// @param account number of the account
  /// @param scope what the key is for, one word and perhaps an id: `wallet/1000`
  /// @param key 1 to [#MAX_KEY] characters
  record Key(int account, String scope, String key) {
    public Key {
      if (key.isEmpty() || key.length() > MAX_KEY) {
        throw new IllegalArgumentException(
            "an idempotency key has 1 to " + MAX_KEY + " characters");
      }
    }
  }

  /// A key and what came with it.
  ///
  /// @param bodyHash tells bodies apart
  record Request(Key key, String bodyHash) {

    /// The request with this body, by its SHA-256.
    public static Request of(Key key, byte[] body) {
      try {
        var hash = MessageDigest.getInstance("SHA-256").digest(body);
        return new Request(key, HexFormat.of().formatHex(hash));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }

    /// The request with this body, by its SHA-256.
    public static Request of(Key key, String body) {
      return of(key, body.getBytes(StandardCharsets.UTF_8));
    }
  }

  /// What is known about a key.
  sealed interface Claim {

    /// Nothing; it belongs to this transaction now.
    record New() implements Claim {}

    /// The same request was answered before.
    record Repeat(String answer) implements Claim {}

    /// The key came with another body before.
    record Conflict() implements Claim {}
  }

  /// Claims keys, each at most once in a call. Of two transactions that claim the same one at the
  /// same time, one is undone, or waits, and gets the answer of the other.
  ///
  /// @return gives one claim for each; the store may be asked together with what it is asked next,
  ///   so look at it after that
  Supplier<Map<Key, Claim>> claim(Collection<Request> requests, Instant now);

  /// What is known of a key, without claiming it: a repeat or a conflict; empty if it is new, or
  /// whoever claimed it has not committed yet.
  Optional<Claim> known(Request request);

  /// Stores the answers to new requests.
  ///
  /// @param now when the keys were claimed
  void answer(Map<Request, String> answers, Instant now);

  /// Claims one key.
  ///
  /// @throws IllegalStateException if the store tells nothing of it: doing the work might do it
  ///   twice
  default Claim claim(Request request, Instant now) {
    var claim = claim(List.of(request), now).get().get(request.key());
    if (claim == null) {
      throw new IllegalStateException("it is not known whether " + request.key() + " is new");
    }
    return claim;
  }

  /// When the oldest key came; empty if there is none.
  Optional<Instant> oldest();

  /// Forgets the oldest keys that came before an instant, as if they never came.
  ///
  /// @param limit 1 to [#MAX_BATCH]
  /// @return how many
  int forget(Instant before, int limit);
}
