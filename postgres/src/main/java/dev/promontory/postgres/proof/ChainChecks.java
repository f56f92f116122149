package dev.promontory.postgres.proof;

import java.util.List;

/// Each entry, beside the one before it.
final class ChainChecks {
  private static final CheckQuery CHAINS =
      CheckQuery.of(
          "chains",
          "the hash of every entry follows from it, its draws and the hash of the entry before (L5)",
          "entry",
          """
          SELECT (line).wallet_id, (line).user_number, (line).sequence,
                 'its hash does not follow from it, its draws and the entry before' AS problem
            FROM (SELECT e AS line, d.draws,
                         lag(e.hash) OVER (PARTITION BY e.wallet_id, e.user_number ORDER BY e.sequence) AS before
                    FROM entry AS e
                    LEFT JOIN drawn AS d ON d.transaction_id = e.id) AS chained
           WHERE (line).hash IS DISTINCT FROM entry_hash(before, line, (line).note_hash, draws)
          """);

  private static final CheckQuery SEQUENCES =
      CheckQuery.of(
          "sequences",
          "the entries of every balance are numbered from 1 without gaps",
          "entry",
          """
          SELECT wallet_id, user_number, sequence, format('the entry before it is %s', before) AS problem
            FROM (SELECT wallet_id, user_number, sequence,
                         lag(sequence, 1, 0::bigint) OVER (PARTITION BY wallet_id, user_number ORDER BY sequence) AS before
                    FROM entry) AS numbered
           WHERE sequence <> before + 1
          """);

  private static final CheckQuery RUNNING =
      CheckQuery.of(
          "running balances",
          "after every entry each bucket holds what it held before and what the entry changed (L2)",
          "entry",
          """
          SELECT wallet_id, user_number, sequence,
                 format('active %s and %s is not %s, or promised %s and %s is not %s, or held %s and %s is not %s',
                        active, active_change, active_after, promised, promised_change, promised_after,
                        held, held_change, held_after) AS problem
            FROM (SELECT wallet_id, user_number, sequence,
                         active_change, promised_change, held_change, active_after, promised_after, held_after,
                         lag(active_after, 1, 0::bigint) OVER chain AS active,
                         lag(promised_after, 1, 0::bigint) OVER chain AS promised,
                         lag(held_after, 1, 0::bigint) OVER chain AS held
                    FROM entry
                  WINDOW chain AS (PARTITION BY wallet_id, user_number ORDER BY sequence)) AS running
           WHERE (active + active_change, promised + promised_change, held + held_change)
              <> (active_after, promised_after, held_after)
          """);

  private static final CheckQuery TIMES =
      CheckQuery.of(
          "times",
          "no entry takes effect before the one before it (L4)",
          "entry",
          """
          SELECT wallet_id, user_number, sequence, format('at %s, the entry before it at %s', at, before) AS problem
            FROM (SELECT wallet_id, user_number, sequence, at,
                         lag(at) OVER (PARTITION BY wallet_id, user_number ORDER BY sequence) AS before
                    FROM entry) AS timed
           WHERE at < before
          """);

  private static final CheckQuery NUMBERS =
      CheckQuery.of(
          "transactions",
          "every transaction number is that of one entry",
          "entry",
          """
          SELECT wallet_id, user_number, sequence, format('transaction %s is that of %s entries', id, entries) AS problem
            FROM (SELECT wallet_id, user_number, sequence, id, count(*) OVER (PARTITION BY id) AS entries
                    FROM entry) AS counted
           WHERE entries > 1
          """);

  private static final CheckQuery NOTES =
      CheckQuery.of(
          "notes",
          "every note is as it was written; it is missing only if its user was deleted",
          "entry_note",
          """
          SELECT wallet_id, user_number, sequence,
                 CASE WHEN e.id IS NULL THEN 'a note without an entry'
                      WHEN n.wallet_id IS NULL THEN 'its note is missing, and its user was not deleted'
                      ELSE 'its note is not the one that was written' END AS problem
            FROM entry AS e
            FULL JOIN entry_note AS n USING (wallet_id, user_number, sequence)
           WHERE note_hash(n) IS DISTINCT FROM e.note_hash
             AND NOT (n.wallet_id IS NULL
                      AND EXISTS (SELECT
                                    FROM departed_user AS d
                                   WHERE d.user_number = e.user_number AND d.into_user IS NULL))
          """);

  static final List<CheckQuery> ALL = List.of(CHAINS, SEQUENCES, RUNNING, TIMES, NUMBERS, NOTES);

  private ChainChecks() {}
}
