package dev.promontory.postgres.ledger;

import dev.promontory.postgres.ledger.Exchange.Question;
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
import java.util.function.Supplier;
import java.util.stream.Collectors;
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

  /// Hopes that nobody else works on the same keys: they are written with their answers, and if one
  /// was written in between, the transaction is undone and begun anew.
  @Override
  public Supplier<Map<Key, Claim>> claim(Collection<Request> requests, Instant now) {
    if (requests.isEmpty()) {
      return Map::of;
    }
    var sorted = sorted(requests);
    if (exchange.isHopeful()) {
      var question = question(sorted);
      if (sorted.size() < Rows.MANY) {
        exchange.askLater(question);
      } else {
        exchange.ask(List.of(question));
      }
      return () -> hopeful(sorted, exchange.answer(question));
    }
    var claims = wary(sorted, now);
    return () -> claims;
  }

  private static Map<Key, Claim> hopeful(List<Request> sorted, List<Known> known) {
    var claims = new HashMap<Key, Claim>();
    sorted.forEach(request -> claims.put(request.key(), new Claim.New()));
    claims.putAll(claims(sorted, known));
    return claims;
  }

  private Map<Key, Claim> wary(List<Request> sorted, Instant now) {
    var claims = new HashMap<Key, Claim>();
    var left = sorted;
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
    if (insert(sorted, now) == sorted.size()) {
      return sorted.stream().collect(Collectors.toMap(Request::key, _ -> new Claim.New()));
    }
    return claims(sorted, find(sorted));
  }

  private static Map<Key, Claim> claims(List<Request> sorted, List<Known> found) {
    Map<Key, Claim> claims = new HashMap<>();
    for (var known : found) {
      var request = sorted.get(known.number());
      claims.put(request.key(), known.claim(request));
    }
    return claims;
  }

  private static List<Request> sorted(Collection<Request> requests) {
    return requests.stream().sorted(Comparator.comparing(Request::key, ORDER)).toList();
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
          bindRequests(parameters, sorted);
        });
  }

  private List<Known> find(List<Request> sorted) {
    return exchange.query(question(sorted));
  }

  private static Question<Known> question(List<Request> sorted) {
    return new Question<>(
        """
        SELECT k.no, i.body_hash, i.answer
          FROM unnest((SELECT ?::bigint[]), (SELECT ?::text[]), (SELECT ?::text[]))
                   WITH ORDINALITY AS k (account, scope, key, no)
          JOIN idempotency_key AS i
            ON i.account = k.account AND i.scope = k.scope AND i.key = k.key
        """,
        parameters -> bindKeys(parameters, sorted),
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
  public void answer(Map<Request, String> answers, Instant now) {
    if (answers.isEmpty()) {
      return;
    }
    var requests = sorted(answers.keySet());
    var texts =
        requests.stream()
            .map(request -> StoredText.encode(answers.getOrDefault(request, "")))
            .toArray(String[]::new);
    if (exchange.isHopeful()) {
      addAnswered(requests, texts, now);
    } else {
      update(requests, texts);
    }
  }

  private void addAnswered(List<Request> requests, String[] answers, Instant now) {
    exchange.later(
        """
        INSERT INTO idempotency_key (account, scope, key, body_hash, answer, created_at)
        SELECT account, scope, key, body_hash, answer,
               timestamptz 'epoch' + ? * interval '1 microsecond'
          FROM unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[])
                   AS n (account, scope, key, body_hash, answer)
        """,
        parameters -> {
          parameters.int8(ChronoUnit.MICROS.between(Instant.EPOCH, now));
          bindRequests(parameters, requests);
          parameters.array(answers);
        },
        requests.size(),
        "idempotency keys");
  }

  private void update(List<Request> requests, String[] answers) {
    exchange.later(
        """
        UPDATE idempotency_key AS i
           SET answer = n.answer
          FROM unnest((SELECT ?::bigint[]), (SELECT ?::text[]), (SELECT ?::text[]),
                      (SELECT ?::text[])) AS n (account, scope, key, answer)
         WHERE i.account = n.account AND i.scope = n.scope AND i.key = n.key
        """,
        parameters -> {
          bindKeys(parameters, requests);
          parameters.array(answers);
        },
        requests.size(),
        "idempotency keys");
  }

  private static void bindRequests(Parameters parameters, List<Request> requests)
      throws SQLException {
    bindKeys(parameters, requests);
    parameters.array(requests.stream().map(Request::bodyHash).toArray(String[]::new));
  }

  private static void bindKeys(Parameters parameters, List<Request> requests) throws SQLException {
    var keys = requests.stream().map(Request::key).toList();
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
