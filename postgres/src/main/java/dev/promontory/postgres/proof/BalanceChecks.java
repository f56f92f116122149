package dev.promontory.postgres.proof;

import java.util.List;

/// Each balance, beside its entries, lots and holds.
final class BalanceChecks {
  private static final CheckQuery HEADS =
      CheckQuery.of(
          "balances",
          "every balance says what its last entry says: number, hash, time and buckets",
          "balance",
          """
          SELECT wallet_id, user_number, coalesce(e.sequence, b.sequence) AS sequence,
                 CASE WHEN b.head IS NULL THEN 'entries without a balance'
                      WHEN e.hash IS NULL THEN 'a balance without entries'
                      ELSE concat_ws(', ',
                          CASE WHEN b.sequence <> e.sequence
                               THEN format('the balance counts %s entries, the last is %s', b.sequence, e.sequence) END,
                          CASE WHEN b.head <> e.hash THEN 'the balance has another hash' END,
                          CASE WHEN b.last_at <> e.at
                               THEN format('the balance says %s, the entry %s', b.last_at, e.at) END,
                          CASE WHEN (b.active, b.promised, b.held) <> (e.active_after, e.promised_after, e.held_after)
                               THEN format('the balance has %s active, %s promised, %s held, the entry %s, %s, %s',
                                           b.active, b.promised, b.held, e.active_after, e.promised_after, e.held_after)
                          END) END AS problem
            FROM balance AS b
            FULL JOIN (SELECT DISTINCT ON (wallet_id, user_number) *
                         FROM entry
                        ORDER BY wallet_id, user_number, sequence DESC) AS e USING (wallet_id, user_number)
           WHERE (b.sequence, b.head, b.last_at, b.active, b.promised, b.held)
                 IS DISTINCT FROM (e.sequence, e.hash, e.at, e.active_after, e.promised_after, e.held_after)
          """);

  private static final CheckQuery SUMS =
      CheckQuery.of(
          "sums",
          "every balance is the sum of its entries, of its lots and of its open holds (L2)",
          "balance",
          """
          SELECT wallet_id, user_number, sequence,
                 concat_ws(', ',
                     CASE WHEN (active, lots_active) IS DISTINCT FROM (entries_active, entries_active)
                          THEN format('active: balance %s, lots %s, entries %s', active, lots_active, entries_active) END,
                     CASE WHEN (promised, lots_promised) IS DISTINCT FROM (entries_promised, entries_promised)
                          THEN format('promised: balance %s, lots %s, entries %s', promised, lots_promised, entries_promised) END,
                     CASE WHEN (held, holds_held) IS DISTINCT FROM (entries_held, entries_held)
                          THEN format('held: balance %s, holds %s, entries %s', held, holds_held, entries_held) END,
                     CASE WHEN credited IS DISTINCT FROM entries_credited
                          THEN format('credited: balance %s, entries %s', credited, entries_credited) END,
                     CASE WHEN expired IS DISTINCT FROM entries_expired
                          THEN format('expired: balance %s, entries %s', expired, entries_expired) END,
                     CASE WHEN redeemed IS DISTINCT FROM entries_redeemed
                          THEN format('redeemed: balance %s, entries %s', redeemed, entries_redeemed) END,
                     CASE WHEN removed IS DISTINCT FROM entries_removed
                          THEN format('removed: balance %s, entries %s', removed, entries_removed) END,
                     CASE WHEN sequence IS DISTINCT FROM entries
                          THEN format('entries: balance %s, there are %s', sequence, entries) END) AS problem
            FROM ledger_discrepancy
          """);

  private static final CheckQuery DUE =
      CheckQuery.of(
          "due work",
          "every balance knows when the clock next changes one of its lots or holds",
          "balance",
          """
          SELECT wallet_id, user_number, b.sequence,
                 format('something is due at %s, the balance says %s', due.at, coalesce(b.next_due_at::text, 'never')) AS problem
            FROM balance AS b
            JOIN (SELECT wallet_id, user_number, min(at) AS at
                    FROM (SELECT wallet_id, user_number,
                                 CASE bucket WHEN 0 THEN activates_at ELSE coalesce(remind_at, expires_at) END AS at
                            FROM lot
                           WHERE open
                           UNION ALL
                          SELECT wallet_id, user_number, expires_at
                            FROM hold
                           WHERE closed_as IS NULL) AS planned
                   GROUP BY wallet_id, user_number) AS due USING (wallet_id, user_number)
           WHERE due.at IS NOT NULL AND (b.next_due_at IS NULL OR b.next_due_at > due.at)
          """);

  static final List<CheckQuery> ALL = List.of(HEADS, SUMS, DUE);

  private BalanceChecks() {}
}
