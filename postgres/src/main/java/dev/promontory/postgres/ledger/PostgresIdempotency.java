package dev.promontory.postgres.ledger;

import dev.promontory.store.Idempotency;
import dev.promontory.text.StoredText;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The idempotency keys in PostgreSQL.
public record PostgresIdempotency(Exchange exchange) implements Idempotency {
  private static final Comparator<Key> ORDER =
      Comparator.comparingInt(Key::account).thenComparing(Key::scope).thenComparing(Key::key);

  private static final int MAX_ATTEMPTS = 3;

  /// A key that is in the table.
  ///
  /// @param number of the request, 0 and up
  /// @param answer null if it is this transaction that works it out: of the others, only those that
  ///   have committed are seen
  private record Known(int number, String bodyHash, @Nullable String answer) {

    Claim claim(Request request) {
      if (answer == null) {
        return new Claim.New();
      }
      return bodyHash.equals(request.bodyHash())
          ? new Claim.Repeat(StoredText.decode(answer))
          : new Claim.Conflict();
    }
  }

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

  /// Asks for keys only if some of them are not new. A key that is forgotten between the two
  /// statements is left out.
  private Map<Key, Claim> attempt(List<Request> sorted, Instant now) {
    Map<Key, Claim> claims = HashMap.newHashMap(sorted.size());
    if (insert(sorted, now) == sorted.size()) {
      sorted.forEach(request -> claims.put(request.key(), new Claim.New()));
      return claims;
    }
    for (var known : find(sorted)) {
      var request = sorted.get(known.number());
      claims.put(request.key(), known.claim(request));
    }
    return claims;
  }

  /// Sorted, so that two batches with keys in common cannot block one another.
  ///
  /// @return how many were not there
  private int insert(List<Request> sorted, Instant now) {
    return exchange.update(
        """
        INSERT INTO idempotency_key (account, scope, key, body_hash, created_at)
        SELECT account, scope, key, body_hash, timestamptz 'epoch' + ? * interval '1 microsecond'
          FROM unnest(?::bigint[], ?::text[], ?::text[], ?::text[])
                   AS n (account, scope, key, body_hash)
            ON CONFLICT (account, scope, key) DO NOTHING
        """,
        statement -> {
          var parameters = new Parameters(statement);
          parameters.int8(ChronoUnit.MICROS.between(Instant.EPOCH, now));
          bindKeys(parameters, sorted.stream().map(Request::key).toList());
          parameters.array(sorted.stream().map(Request::bodyHash).toArray(String[]::new));
        });
  }

  private List<Known> find(List<Request> sorted) {
    return exchange.query(
        """
        SELECT k.no, i.body_hash, i.answer
          FROM unnest((SELECT ?::bigint[]), (SELECT ?::text[]), (SELECT ?::text[]))
                   WITH ORDINALITY AS k (account, scope, key, no)
          JOIN idempotency_key AS i
            ON i.account = k.account AND i.scope = k.scope AND i.key = k.key
        """,
        statement ->
            bindKeys(new Parameters(statement), sorted.stream().map(Request::key).toList()),
        row -> new Known(row.getInt(1) - 1, row.getString(2), row.getString(3)));
  }

  @Override
  public Optional<Claim> known(Request request) {
    return find(List.of(request)).stream()
        .map(known -> known.claim(request))
        .filter(claim -> !(claim instanceof Claim.New))
        .findFirst();
  }

  @Override
  public void answer(Map<Key, String> answers) {
    if (answers.isEmpty()) {
      return;
    }
    var keys = List.copyOf(answers.keySet());
    exchange.later(
        """
        UPDATE idempotency_key AS i
           SET answer = n.answer
          FROM unnest((SELECT ?::bigint[]), (SELECT ?::text[]), (SELECT ?::text[]),
                      (SELECT ?::text[])) AS n (account, scope, key, answer)
         WHERE i.account = n.account AND i.scope = n.scope AND i.key = n.key
        """,
        parameters -> {
          bindKeys(parameters, keys);
          parameters.array(
              keys.stream()
                  .map(key -> StoredText.encode(answers.getOrDefault(key, "")))
                  .toArray(String[]::new));
        },
        keys.size(),
        "idempotency keys");
  }

  private static void bindKeys(Parameters parameters, List<Key> keys) throws SQLException {
    parameters
        .array(keys.stream().mapToLong(Key::account).toArray())
        .array(keys.stream().map(key -> StoredText.encode(key.scope())).toArray(String[]::new))
        .array(keys.stream().map(key -> StoredText.encode(key.key())).toArray(String[]::new));
  }

  @Override
  public Optional<Instant> oldest() {
    return exchange
        .handle()
        .createQuery("SELECT created_at FROM idempotency_key ORDER BY created_at LIMIT 1")
        .map((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
        .findOne();
  }

  @Override
  public int forget(Instant before, int limit) {
    return exchange
        .handle()
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
}
