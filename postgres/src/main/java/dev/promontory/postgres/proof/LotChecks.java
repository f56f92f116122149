package dev.promontory.postgres.proof;

import java.util.List;

/// Lots and holds, beside what the entries did to them.
final class LotChecks {
  private static final CheckQuery LOTS =
      CheckQuery.of(
          "lots",
          "what remains, expired and was asked back of every lot is what its draws say (L3)",
          "lot",
          """
          SELECT wallet_id, user_number, NULL::bigint AS sequence,
                 concat_ws(', ',
                     format('lot %s of %s', id, granted),
                     CASE WHEN granted - remaining <> taken
                          THEN format('%s remain, its draws took %s', remaining, taken) END,
                     CASE WHEN expired <> drawn_expired
                          THEN format('%s expired, its draws say %s', expired, drawn_expired) END,
                     CASE WHEN reversed <> asked_back
                          THEN format('%s were asked back, the reversals say %s', reversed, asked_back) END) AS problem
            FROM lot_discrepancy
          """);

  private static final CheckQuery CREDITS =
      CheckQuery.of(
          "credits",
          "every credit has its lot, with the points that it credited, and every lot its credit",
          "lot",
          """
          SELECT coalesce(e.wallet_id, l.wallet_id) AS wallet_id, coalesce(e.user_number, l.user_number) AS user_number,
                 e.sequence,
                 CASE WHEN l.id IS NULL THEN 'its lot is missing'
                      WHEN e.id IS NULL THEN format('lot %s has no credit', l.id)
                      ELSE format('it credited %s, its lot was granted %s in wallet %s',
                                  e.active_change + e.promised_change, l.granted, l.wallet_id) END AS problem
            FROM (SELECT * FROM entry WHERE type = 1) AS e
            FULL JOIN lot AS l ON l.id = e.id
           WHERE (l.wallet_id, l.granted) IS DISTINCT FROM (e.wallet_id, e.active_change + e.promised_change)
          """);

  private static final CheckQuery DRAWS =
      CheckQuery.of(
          "draws",
          "the draws of every entry add up to the points that it moves",
          "lot_draw",
          """
          SELECT wallet_id, user_number, sequence,
                 format('it moves %s, its draws add up to %s', coalesce(moved, 0), coalesce(d.points, 0)) AS problem
            FROM (SELECT *, CASE WHEN type IN (2, 4, 5) THEN -active_change
                                 WHEN type IN (3, 6, 8, 9) THEN active_change
                                 WHEN type = 7 THEN -held_change
                                 WHEN type = 10 THEN nullif(-active_change - promised_change, 0) END AS moved
                    FROM entry) AS e
            LEFT JOIN drawn AS d ON d.transaction_id = e.id
           WHERE moved IS DISTINCT FROM d.points
           UNION ALL
          SELECT l.wallet_id, l.user_number, NULL, format('a draw of transaction %s on lot %s, one of which is missing', d.transaction_id, d.lot_id)
            FROM lot_draw AS d
            LEFT JOIN lot AS l ON l.id = d.lot_id
            LEFT JOIN entry AS e ON e.id = d.transaction_id
           WHERE l.id IS NULL OR e.id IS NULL
          """);

  private static final CheckQuery HOLDS =
      CheckQuery.of(
          "holds",
          "every hold has the points that its entry held, and ended with the entries that say so",
          "hold",
          """
          SELECT coalesce(e.wallet_id, h.wallet_id) AS wallet_id, coalesce(e.user_number, h.user_number) AS user_number,
                 e.sequence,
                 CASE WHEN h.id IS NULL THEN 'its hold is missing'
                      WHEN e.id IS NULL THEN format('hold %s has no entry', h.id)
                      WHEN e.held_change <> h.points THEN format('it held %s, its hold has %s', e.held_change, h.points)
                      ELSE format('its hold is %s with %s captured, but entries captured %s and released %s of %s',
                                  CASE h.closed_as WHEN 6 THEN 'released' WHEN 7 THEN 'captured' ELSE 'open' END,
                                  h.captured, ended.captured, ended.released, h.points) END AS problem
            FROM (SELECT * FROM entry WHERE type = 5) AS e
            FULL JOIN hold AS h ON h.id = e.id
            LEFT JOIN (SELECT related_id,
                              coalesce(sum(-held_change) FILTER (WHERE type = 7), 0) AS captured,
                              coalesce(sum(-held_change) FILTER (WHERE type = 6), 0) AS released
                         FROM entry
                        WHERE type IN (6, 7)
                        GROUP BY related_id) AS ended ON ended.related_id = coalesce(h.id, e.id)
           WHERE e.held_change IS DISTINCT FROM h.points
              OR e.wallet_id IS DISTINCT FROM h.wallet_id
              OR h.captured IS DISTINCT FROM coalesce(ended.captured, 0)
              OR CASE WHEN h.closed_as IS NULL THEN 0 ELSE h.points END
                 IS DISTINCT FROM coalesce(ended.captured + ended.released, 0)
          """);

  static final List<CheckQuery> ALL = List.of(LOTS, CREDITS, DRAWS, HOLDS);

  private LotChecks() {}
}
