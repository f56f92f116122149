package dev.promontory.postgres.user;

import dev.promontory.postgres.ledger.PostgresLedger;
import dev.promontory.text.StoredText;
import dev.promontory.user.Departures;
import dev.promontory.user.Identity;
import dev.promontory.user.Identity.Kind;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Departed users in PostgreSQL.
public record PostgresDepartures(Handle handle) implements Departures {

  @Override
  public void lock(int account) {
    handle
        .createQuery("SELECT 1 FROM pg_advisory_xact_lock(:class, :account)")
        .bind("class", PostgresLedger.STANDING_LOCK)
        .bind("account", account)
        .mapTo(Integer.class)
        .one();
  }

  @Override
  public List<Long> together(long user) {
    return handle
        .createQuery(
            """
            WITH owner AS (
                SELECT coalesce((SELECT into_user FROM departed_user WHERE user_number = :user),
                                :user) AS user_number)
            SELECT user_number, 0 AS place
              FROM owner
             UNION ALL
            SELECT d.user_number, 1
              FROM owner
              JOIN departed_user AS d ON d.into_user = owner.user_number
             ORDER BY place, user_number
            """)
        .bind("user", user)
        .map((row, _) -> row.getLong("user_number"))
        .list();
  }

  @Override
  public void merge(Merged merged, Instant at) {
    handle
        .createUpdate("UPDATE departed_user SET into_user = :into WHERE into_user = :user")
        .bind("user", merged.user())
        .bind("into", merged.into())
        .execute();
    handle
        .createUpdate(
            """
            INSERT INTO departed_user (user_number, account, into_user, departed_at)
            VALUES (:user, :account, :into, :at)
            """)
        .bind("user", merged.user())
        .bind("account", merged.account())
        .bind("into", merged.into())
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .execute();
  }

  @Override
  public List<Identity> delete(int account, long user, Instant at) {
    var gone = depart(account, user, at);
    var identities = identities(gone);
    anonymise(gone);
    for (var table : List.of("entry_note", "wallet_block")) {
      handle
          .createUpdate("DELETE FROM %s WHERE user_number = ANY (:users)".formatted(table))
          .bind("users", gone)
          .execute();
    }
    return identities;
  }

  private long[] depart(int account, long user, Instant at) {
    return handle
        .createQuery(
            """
              WITH merged AS (
                  UPDATE departed_user
                     SET into_user = NULL
                   WHERE into_user = :user
                  RETURNING user_number),
                   gone AS (
                  INSERT INTO departed_user (user_number, account, into_user, departed_at)
                  VALUES (:user, :account, NULL, :at)
                      ON CONFLICT (user_number) DO NOTHING
                  RETURNING user_number)
            SELECT user_number FROM merged
             UNION ALL
            SELECT user_number FROM gone
            """)
        .bind("user", user)
        .bind("account", account)
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .mapTo(Long.class)
        .stream()
        .mapToLong(Long::longValue)
        .toArray();
  }

  private List<Identity> identities(long[] users) {
    return handle
        .createQuery("SELECT kind, value FROM user_identity WHERE user_number = ANY (:users)")
        .bind("users", users)
        .map(
            (row, _) ->
                new Identity(
                    Kind.of(row.getInt("kind")), StoredText.decode(row.getString("value"))))
        .list();
  }

  /// The number stays taken, or another user might get it.
  private void anonymise(long[] users) {
    handle
        .createUpdate(
            """
            UPDATE user_identity
               SET key_hash = gen_random_uuid(),
                   value = 'deleted-' || user_number,
                   folded = NULL
             WHERE user_number = ANY (:users)
            """)
        .bind("users", users)
        .execute();
  }
}
