package dev.promontory.postgres.proof;

import java.util.List;

/// Checkpoints, and what they sealed (L6).
final class CheckpointChecks {
  private static final CheckQuery SEALED =
      CheckQuery.of(
          "sealed entries",
          "every entry that was the last of its balance at the newest checkpoint is there with its hash (L6)",
          "sealed_head",
          """
          SELECT s.wallet_id, s.user_number, s.sequence,
                 CASE WHEN e.hash IS NULL THEN 'it was sealed and is gone' ELSE 'it is not the one that was sealed' END AS problem
            FROM sealed_head AS s
            LEFT JOIN entry AS e USING (wallet_id, user_number, sequence)
           WHERE e.hash IS DISTINCT FROM s.hash
          """);

  private static final CheckQuery CHECKPOINTS =
      CheckQuery.of(
          "checkpoints",
          "every checkpoint follows from the one before, and the newest from all that is sealed (L6)",
          "checkpoint",
          """
          SELECT NULL::bigint AS wallet_id, NULL::bigint AS user_number, NULL::bigint AS sequence,
                 format('checkpoint %s of %s does not follow from %s', number, at, coalesce(last::text, 'nothing')) AS problem
            FROM (SELECT c.*, lag(number) OVER (ORDER BY number) AS last, lag(hash) OVER (ORDER BY number) AS before
                    FROM checkpoint AS c) AS chained
           WHERE number <> coalesce(last, 0) + 1
              OR hash <> checkpoint_hash(before, number, at, balances, entries, heads)
           UNION ALL
          SELECT NULL, NULL, NULL,
                 CASE WHEN c.number IS NULL THEN 'heads are sealed, and there is no checkpoint'
                      ELSE format('checkpoint %s counts %s balances and %s entries; %s and %s are sealed, or other ones',
                                  c.number, c.balances, c.entries, s.balances, s.entries) END
            FROM sealed_books AS s
            LEFT JOIN (SELECT *
                         FROM checkpoint
                        ORDER BY number DESC
                        LIMIT 1) AS c ON true
           WHERE (c.balances, c.entries, c.heads) IS DISTINCT FROM (s.balances, s.entries, s.hash)
             AND (c.number IS NOT NULL OR s.balances > 0)
          """);

  static final List<CheckQuery> ALL = List.of(SEALED, CHECKPOINTS);

  private CheckpointChecks() {}
}
