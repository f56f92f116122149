package dev.promontory.postgres.log;

import dev.promontory.text.StoredText;
import dev.promontory.user.Identity;
import dev.promontory.user.Identity.Kind;
import dev.promontory.user.Users;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/// The users that the appender of the log has written to PostgreSQL.
public final class PostgresUsers implements Users {
  private static final int MAX_SEARCH = 100;

  private final Jdbi jdbi;

  public PostgresUsers(DataSource dataSource) {
    this.jdbi =
        Jdbi.create(dataSource)
            .registerArrayType(Integer.class, "integer")
            .registerArrayType(Long.class, "bigint")
            .registerArrayType(UUID.class, "uuid");
  }

  @Override
  public OptionalLong find(int account, Identity identity) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT user_number
                      FROM user_identity
                     WHERE account = :account
                       AND kind = :kind
                       AND key_hash = :hash
                    """)
                .bind("account", account)
                .bind("kind", identity.kind().code())
                .bind("hash", IdentityHash.of(identity.value()))
                .mapTo(Long.class)
                .findFirst()
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty()));
  }

  /// Asks for each identity by itself: a join may be planned while there are few users, and reads
  /// them all when there are many.
  @Override
  public Map<Identity, Long> findAll(int account, Collection<Identity> identities) {
    requireAtMost(MAX_LOOKUP, identities.size());
    var asked = List.copyOf(identities);
    var kinds = asked.stream().map(identity -> identity.kind().code()).toList();
    var hashes = asked.stream().map(identity -> IdentityHash.of(identity.value())).toList();
    Map<Identity, Long> found = HashMap.newHashMap(asked.size());
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT no, user_number
                      FROM (SELECT asked.no,
                                   (SELECT identity.user_number
                                      FROM user_identity AS identity
                                     WHERE identity.account = :account
                                       AND identity.kind = asked.kind
                                       AND identity.key_hash = asked.hash) AS user_number
                              FROM unnest(:kinds, :hashes) WITH ORDINALITY
                                     AS asked (kind, hash, no)) AS answer
                     WHERE user_number IS NOT NULL
                    """)
                .bind("account", account)
                .bindArray("kinds", Integer.class, kinds)
                .bindArray("hashes", UUID.class, hashes)
                .map((row, _) -> found.put(asked.get(row.getInt(1) - 1), row.getLong(2)))
                .list());
    return found;
  }

  @Override
  public Map<Long, List<Identity>> identities(int account, Collection<Long> users) {
    requireAtMost(MAX_LOOKUP, users.size());
    Map<Long, List<Identity>> found = new LinkedHashMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT user_number, kind, value
                      FROM user_identity
                     WHERE account = :account
                       AND user_number = ANY (:users)
                     ORDER BY user_number, kind, value
                    """)
                .bind("account", account)
                .bindArray("users", Long.class, users)
                .map(
                    (row, _) ->
                        found
                            .computeIfAbsent(row.getLong("user_number"), _ -> new ArrayList<>())
                            .add(identity(row)))
                .list());
    return found;
  }

  @Override
  public List<Identity> search(int account, String text, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("a search finds at least one: " + limit);
    }
    requireAtMost(MAX_SEARCH, limit);
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT kind, value
                      FROM user_identity
                     WHERE account = :account
                       AND strpos(coalesce(folded, value), :text) > 0
                     ORDER BY kind, value
                     LIMIT :limit
                    """)
                .bind("account", account)
                .bind("text", StoredText.encode(text.toLowerCase(Locale.ROOT)))
                .bind("limit", limit)
                .map((row, _) -> identity(row))
                .list());
  }

  private static Identity identity(ResultSet row) throws SQLException {
    return new Identity(Kind.of(row.getInt("kind")), StoredText.decode(row.getString("value")));
  }

  private static void requireAtMost(int most, int size) {
    if (size > most) {
      throw new IllegalArgumentException("at most " + most + " at once: " + size);
    }
  }
}
