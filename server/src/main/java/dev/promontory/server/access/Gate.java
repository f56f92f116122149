package dev.promontory.server.access;

import dev.promontory.account.Account;
import dev.promontory.account.Accounts;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Lets callers in who show an account's id and passcode.
///
/// Proof is slow on purpose, so who has proven it is remembered for ten minutes under a hash keyed
/// with a key that only this process knows; a remembered caller costs microseconds. Whoever is
/// wrong is not remembered: unknown account, wrong passcode and no credentials all cost one slow
/// check. Safe for use by many threads.
public final class Gate {
  static final int MAX_REMEMBERED = 10_000;

  /// Slow checks at once: they must not take all processors from callers who are known.
  private static final int MAX_PARALLEL_CHECKS = 1;

  private static final long REMEMBERED_NANOS = Duration.ofMinutes(10).toNanos();
  private static final String KEYED_HASH = "HmacSHA256";

  private final Accounts accounts;
  private final LongSupplier nanoTime;
  private final SecretKeySpec key;
  private final Semaphore checks = new Semaphore(MAX_PARALLEL_CHECKS, true);
  private final ConcurrentHashMap<String, Known> known = new ConcurrentHashMap<>();

  private record Known(Account account, long sinceNanos) {}

  /// Remembers nobody yet.
  ///
  /// @param nanoTime a clock that only goes forward, such as `System::nanoTime`
  public Gate(Accounts accounts, SecureRandom random, LongSupplier nanoTime) {
    this.accounts = accounts;
    this.nanoTime = nanoTime;
    var keyBytes = new byte[32];
    random.nextBytes(keyBytes);
    this.key = new SecretKeySpec(keyBytes, KEYED_HASH);
  }

  /// The account whose credentials these are; empty when they are wrong in whatever way.
  public Optional<Account> account(Credentials credentials) {
    var name = keyedHash(credentials);
    var now = nanoTime.getAsLong();
    var found = known.get(name);
    if (found != null && now - found.sinceNanos() < REMEMBERED_NANOS) {
      return Optional.of(found.account());
    }
    var proven = proven(credentials);
    proven.ifPresent(account -> remember(name, new Known(account, now)));
    return proven;
  }

  /// When there are too many, all are forgotten: the next request of each costs one slow check.
  private void remember(String name, Known caller) {
    if (known.size() >= MAX_REMEMBERED) {
      known.clear();
    }
    known.put(name, caller);
  }

  private Optional<Account> proven(Credentials credentials) {
    var hashes = accounts.passcodeHashes(credentials.accountId());
    checks.acquireUninterruptibly();
    try {
      var candidates = hashes.isEmpty() ? List.of(Secret.HASH_OF_NOTHING) : hashes;
      var matches = false;
      for (var hash : candidates) {
        matches |= Secret.matches(credentials.passcode(), hash);
      }
      return matches ? accounts.find(credentials.accountId()) : Optional.empty();
    } finally {
      checks.release();
    }
  }

  private String keyedHash(Credentials credentials) {
    try {
      var mac = Mac.getInstance(KEYED_HASH);
      mac.init(key);
      mac.update(credentials.accountId().getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      var hash = mac.doFinal(credentials.passcode().getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + KEYED_HASH, e);
    }
  }
}
