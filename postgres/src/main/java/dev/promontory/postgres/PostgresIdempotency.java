package dev.promontory.postgres;

import dev.promontory.store.Idempotency;
import dev.promontory.text.StoredText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/// The idempotency keys in PostgreSQL.
record PostgresIdempotency(Handle handle) implements Idempotency {
  private static final Comparator<Key> ORDER =
      Comparator.comparingInt(Key::account).thenComparing(Key::scope).thenComparing(Key::key);

  private static final int MAX_ATTEMPTS = 3;

  /// A key that was answered before.
  private record Answered(Key key, String bodyHash, String answer) {}

  @Override
  public Map<Key, Claim> claim(Collection<Request> requests, Instant now) {
    var claims = new HashMap<Key, Claim>();
    var left = requests.stream().sorted(Comparator.comparing(Request::key, ORDER)).toList();
    for (int attempt = 0; !left.isEmpty(); attempt++) {
      if (attempt == MAX_ATTEMPTS) {
        throw new IllegalStateException("keys keep being forgotten while they are claimed");
      }
      claims.putAll(attempt(left, now));
      left = left.stream().filter(request -> !claims.containsKey(request.key())).toList();
    }
    return claims;
  }

  /// A key that is forgotten between the two statements is left out.
  private Map<Key, Claim> attempt(List<Request> sorted, Instant now) {
    var claims = new HashMap<Key, Claim>();
    insert(sorted, now).forEach(key -> claims.put(key, new Claim.New()));
    var hashes = new HashMap<Key, String>();
    sorted.stream()
        .filter(request -> !claims.containsKey(request.key()))
        .forEach(request -> hashes.put(request.key(), request.bodyHash()));
    if (!hashes.isEmpty()) {
      find(List.copyOf(hashes.keySet()))
          .forEach(known -> claims.put(known.key(), claim(known, hashes.get(known.key()))));
    }
    return claims;
  }

  private static Claim claim(Answered known, @Nullable String bodyHash) {
    return known.bodyHash().equals(bodyHash)
        ? new Claim.Repeat(known.answer())
        : new Claim.Conflict();
  }

  /// Sorted, so that two batches with keys in common cannot block one another.
  private Set<Key> insert(List<Request> sorted, Instant now) {
    return bindKeys(
            """
            INSERT INTO idempotency_key (account, scope, key, body_hash, created_at)
            SELECT account, scope, key, body_hash, :now
              FROM unnest(:accounts, :scopes, :keys, :hashes) AS n (account, scope, key, body_hash)
                ON CONFLICT (account, scope, key) DO NOTHING
            RETURNING account, scope, key
            """,
            sorted.stream().map(Request::key).toList())
        .bindArray("hashes", String.class, sorted.stream().map(Request::bodyHash).toList())
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .map((row, _) -> key(row))
        .set();
  }

  private List<Answered> find(List<Key> keys) {
    return bindKeys(
            """
            SELECT account, scope, key, body_hash, answer
              FROM unnest(:accounts, :scopes, :keys) AS k (account, scope, key)
              JOIN idempotency_key USING (account, scope, key)
            """,
            keys)
        .map(
            (row, _) ->
                new Answered(
                    key(row),
                    row.getString("body_hash"),
                    StoredText.decode(row.getString("answer"))))
        .list();
  }

  @Override
  public void answer(Map<Key, String> answers) {
    var keys = List.copyOf(answers.keySet());
    if (keys.isEmpty()) {
      return;
    }
    bindKeys(
            """
            UPDATE idempotency_key AS i
               SET answer = n.answer
              FROM unnest(:accounts, :scopes, :keys, :answers) AS n (account, scope, key, answer)
             WHERE i.account = n.account AND i.scope = n.scope AND i.key = n.key
            RETURNING i.account
            """,
            keys)
        .bindArray(
            "answers",
            String.class,
            keys.stream().map(key -> StoredText.encode(answers.getOrDefault(key, ""))).toList())
        .mapTo(Integer.class)
        .list();
  }

  @Override
  public Optional<Instant> oldest() {
    return handle
        .createQuery("SELECT created_at FROM idempotency_key ORDER BY created_at LIMIT 1")
        .map((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
        .findOne();
  }

  @Override
  public int forget(Instant before, int limit) {
    return handle
        .createUpdate(
            """
            DELETE FROM idempotency_key
             WHERE ctid = ANY (ARRAY(
                   SELECT ctid
                     FROM idempotency_key
                    WHERE created_at < :before
                    ORDER BY created_at
                    LIMIT :limit
                      FOR UPDATE SKIP LOCKED))
            """)
        .bind("before", before.atOffset(ZoneOffset.UTC))
        .bind("limit", limit)
        .execute();
  }

  private Query bindKeys(String sql, List<Key> keys) {
    return handle
        .createQuery(sql)
        .bind("accounts", keys.stream().mapToInt(Key::account).toArray())
        .bindArray(
            "scopes", String.class, keys.stream().map(k -> StoredText.encode(k.scope())).toList())
        .bindArray(
            "keys", String.class, keys.stream().map(k -> StoredText.encode(k.key())).toList());
  }

  private static Key key(ResultSet row) throws SQLException {
    return new Key(
        row.getInt("account"),
        StoredText.decode(row.getString("scope")),
        StoredText.decode(row.getString("key")));
  }
}
