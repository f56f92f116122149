package dev.promontory.postgres.proof;

import java.util.List;

/// What campaigns gave, beside the entries.
final class GrantChecks {
  private static final CheckQuery GRANTS =
      CheckQuery.of(
          "grants",
          "every grant of points has its credit, and every credit of a campaign its grant (R1)",
          "reward_grant WHERE transaction_id IS NOT NULL",
          """
          SELECT coalesce(e.wallet_id, g.wallet_id) AS wallet_id, coalesce(e.user_number, g.user_number) AS user_number,
                 e.sequence,
                 CASE WHEN g.campaign_id IS NULL
                      THEN format('campaign %s credited %s, which it did not grant', e.campaign_id, e.active_change + e.promised_change)
                      WHEN e.id IS NULL
                      THEN format('campaign %s granted %s as transaction %s, which is missing', g.campaign_id, g.points, g.transaction_id)
                      ELSE format('campaign %s granted %s in wallet %s to user %s, campaign %s credited %s',
                                  g.campaign_id, g.points, g.wallet_id, g.user_number,
                                  coalesce(e.campaign_id::text, '(none)'), e.active_change + e.promised_change) END AS problem
            FROM (SELECT * FROM reward_grant WHERE transaction_id IS NOT NULL) AS g
            FULL JOIN (SELECT * FROM entry WHERE type = 1 AND source = 2) AS e ON e.id = g.transaction_id
           WHERE (g.campaign_id, g.wallet_id, g.points)
                 IS DISTINCT FROM (e.campaign_id, e.wallet_id, e.active_change + e.promised_change)
              OR g.user_number <> e.user_number
                 AND NOT EXISTS (SELECT FROM departed_user AS d WHERE d.user_number = g.user_number)
          """);

  private static final CheckQuery BUDGETS =
      CheckQuery.of(
          "budgets",
          "what is counted against the budget of every campaign is the sum of its grants (G2)",
          "campaign_budget",
          """
          SELECT NULL::bigint AS wallet_id, NULL::bigint AS user_number, NULL::bigint AS sequence,
                 format('campaign %s: %s counted of a budget of %s, %s granted',
                        campaign_id, b.granted, b.budget, coalesce(g.points, 0)) AS problem
            FROM campaign_budget AS b
            LEFT JOIN (SELECT campaign_id, sum(points) AS points
                         FROM reward_grant
                        GROUP BY campaign_id) AS g USING (campaign_id)
           WHERE b.granted <> coalesce(g.points, 0)
          """);

  static final List<CheckQuery> ALL = List.of(GRANTS, BUDGETS);

  private GrantChecks() {}
}
