package dev.promontory.postgres.proof;

import java.util.List;

/// Entries that undo or end another one, beside that one.
final class RelatedChecks {
  private static final CheckQuery RELATED =
      CheckQuery.of(
          "related entries",
          "every capture, release, refund, reversal and transfer names an entry that it can be about",
          "entry WHERE related_id IS NOT NULL",
          """
          SELECT e.wallet_id, e.user_number, e.sequence,
                 CASE WHEN o.id IS NULL THEN format('transaction %s, which it names, is missing', e.related_id)
                      ELSE format('it is of type %s and names transaction %s of type %s in wallet %s',
                                  e.type, o.id, o.type, o.wallet_id) END AS problem
            FROM entry AS e
            LEFT JOIN entry AS o ON o.id = e.related_id
           WHERE e.related_id IS NOT NULL
             AND (o.wallet_id = e.wallet_id
                  AND CASE e.type
                          WHEN 6 THEN o.type = 5
                          WHEN 7 THEN o.type = 5
                          WHEN 8 THEN o.type = 7 OR o.type = 2 AND o.source <> 3
                          WHEN 9 THEN o.type = 2 AND o.source = 3
                          WHEN 10 THEN o.type = 1
                          WHEN 11 THEN o.type = 12 AND o.related_id = e.id
                                       AND (o.active_change, o.promised_change, o.held_change)
                                         = (-e.active_change, -e.promised_change, -e.held_change)
                          WHEN 12 THEN o.type = 11 AND o.related_id = e.id
                          ELSE false END) IS NOT TRUE
          """);

  private static final CheckQuery REFUNDS =
      CheckQuery.of(
          "refunds",
          "no more came back of any spending, and of any lot that it drew on, than it took",
          "entry WHERE type IN (8, 9)",
          """
          SELECT o.wallet_id, o.user_number, o.sequence,
                 format('it took %s of lot %s, refunds gave back %s', coalesce(taken.points, 0), back.lot_id, back.points) AS problem
            FROM (SELECT e.related_id, d.lot_id, sum(d.points) AS points
                    FROM entry AS e
                    JOIN lot_draw AS d ON d.transaction_id = e.id
                   WHERE e.type IN (8, 9)
                   GROUP BY e.related_id, d.lot_id) AS back
            LEFT JOIN lot_draw AS taken ON taken.transaction_id = back.related_id AND taken.lot_id = back.lot_id
            LEFT JOIN entry AS o ON o.id = back.related_id
           WHERE back.points > coalesce(taken.points, 0)
          """);

  private static final CheckQuery REVERSALS =
      CheckQuery.of(
          "reversals",
          "no more was taken back of any credit than it gave",
          "entry WHERE type = 10",
          """
          SELECT o.wallet_id, o.user_number, o.sequence,
                 format('it gave %s, reversals asked back %s', o.active_change + o.promised_change, back.points) AS problem
            FROM (SELECT related_id, sum(shortfall - active_change - promised_change) AS points
                    FROM entry
                   WHERE type = 10
                   GROUP BY related_id) AS back
            JOIN entry AS o ON o.id = back.related_id
           WHERE back.points > o.active_change + o.promised_change
          """);

  static final List<CheckQuery> ALL = List.of(RELATED, REFUNDS, REVERSALS);

  private RelatedChecks() {}
}
