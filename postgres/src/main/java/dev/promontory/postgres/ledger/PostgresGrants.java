package dev.promontory.postgres.ledger;

import dev.promontory.grant.Calendar;
import dev.promontory.grant.Grant;
import dev.promontory.grant.GrantKey;
import dev.promontory.grant.GrantOutcome;
import dev.promontory.grant.Grants;
import dev.promontory.grant.Refusal;
import dev.promontory.grant.UserGiven;
import dev.promontory.points.Points;
import dev.promontory.postgres.ledger.Exchange.Question;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The grants in PostgreSQL.
public record PostgresGrants(Exchange exchange) implements Grants {

  /// The most keys that are asked for in one exchange with something else.
  private static final int MAX_TOGETHER = 500;

  @Override
  public Map<Long, Points> lockBudgets(Collection<Long> campaignIds) {
    var ids = new TreeSet<>(campaignIds).stream().mapToLong(Long::longValue).toArray();
    var budgets = budgets(ids);
    return complete(ids, exchange.query(budgets));
  }

  @Override
  public Standing lock(Collection<Long> campaignIds, Collection<GrantKey> keys) {
    if (campaignIds.isEmpty()) {
      return new Standing(Map.of(), find(keys));
    }
    if (keys.isEmpty() || keys.size() > MAX_TOGETHER) {
      return new Standing(lockBudgets(campaignIds), find(keys));
    }
    var ids = new TreeSet<>(campaignIds).stream().mapToLong(Long::longValue).toArray();
    var budgets = budgets(ids);
    var grants = grants(keys);
    exchange.ask(List.of(budgets, grants));
    if (budgets.rows().size() < ids.length) {
      return new Standing(complete(ids, budgets.rows()), find(keys));
    }
    return new Standing(complete(ids, budgets.rows()), outcomes(grants.rows()));
  }

  /// Sorted, so that two batches with campaigns in common cannot block one another.
  private static Question<Map.Entry<Long, Points>> budgets(long[] ids) {
    return new Question<>(
        """
        SELECT campaign_id, granted
          FROM campaign_budget
         WHERE campaign_id = ANY (?)
         ORDER BY campaign_id
           FOR UPDATE
        """,
        parameters -> parameters.array(ids),
        row -> Map.entry(row.getLong(1), Sql.points(row, 2)));
  }

  /// All of them, though some were not counted yet.
  private Map<Long, Points> complete(long[] ids, List<Map.Entry<Long, Points>> locked) {
    var rows = locked;
    if (rows.size() < ids.length) {
      count(ids);
      rows = exchange.query(budgets(ids));
    }
    var budgets = new HashMap<Long, Points>();
    rows.forEach(row -> budgets.put(row.getKey(), row.getValue()));
    return budgets;
  }

  private void count(long[] ids) {
    exchange.update(
        """
        INSERT INTO campaign_budget (campaign_id, budget, granted)
        SELECT id, given, given
          FROM unnest(?::bigint[]) AS id
         CROSS JOIN LATERAL (
                   SELECT least(coalesce(sum(points), 0), ?) AS given
                     FROM reward_grant
                    WHERE campaign_id = id) AS past
         ORDER BY id
            ON CONFLICT (campaign_id) DO NOTHING
        """,
        statement -> {
          statement.setObject(1, ids);
          statement.setLong(2, Points.MAX_THOUSANDTHS);
        });
  }

  @Override
  public void recount(long campaignId) {
    exchange.update(
        "DELETE FROM campaign_budget WHERE campaign_id = ?",
        statement -> statement.setLong(1, campaignId));
  }

  @Override
  public Map<UserGiven.Key, UserGiven> lockUsers(Collection<UserGiven.Wanted> wanted) {
    return new UserLimitRows(exchange).lock(wanted);
  }

  @Override
  public void recountUsers(long campaignId) {
    new UserLimitRows(exchange).recount(campaignId);
  }

  @Override
  public Map<GrantKey, GrantOutcome> find(Collection<GrantKey> keys) {
    return keys.isEmpty() ? Map.of() : outcomes(exchange.query(grants(keys)));
  }

  private static Question<Grant> grants(Collection<GrantKey> keys) {
    return new Question<>(
        """
        SELECT %s
          FROM unnest((SELECT ?::bigint[]), (SELECT ?::bigint[]), (SELECT ?::bigint[]))
                   AS k (campaign_id, occurrence, user_number)
          JOIN reward_grant AS g USING (campaign_id, occurrence, user_number)
        """
            .formatted(GrantRows.COLUMNS),
        parameters -> GrantRows.bindKeys(parameters, keys),
        GrantRows::grant);
  }

  private static Map<GrantKey, GrantOutcome> outcomes(List<Grant> grants) {
    var found = new HashMap<GrantKey, GrantOutcome>();
    grants.forEach(grant -> found.put(grant.key(), grant.outcome()));
    return found;
  }

  @Override
  public void add(Collection<Grant> grants) {
    GrantRows.added(grants).addTo(exchange);
  }

  @Override
  public void saveBudgets(Collection<CampaignBudget> budgets) {
    exchange.later(
        """
        UPDATE campaign_budget AS b
           SET budget = n.budget,
               granted = n.granted
          FROM unnest(?::bigint[], ?::bigint[], ?::bigint[]) AS n (campaign_id, budget, granted)
         WHERE b.campaign_id = n.campaign_id
        """,
        parameters ->
            parameters
                .array(LedgerRows.longs(budgets, CampaignBudget::campaignId))
                .array(LedgerRows.longs(budgets, b -> b.budget().thousandths()))
                .array(LedgerRows.longs(budgets, b -> b.granted().thousandths())),
        budgets.size(),
        "budgets");
  }

  @Override
  public void saveUsers(Collection<UserLimit> limits) {
    new UserLimitRows(exchange).save(limits);
  }

  @Override
  public List<Grant> page(long campaignId, @Nullable GrantKey after, int limit) {
    return exchange.query(
        """
        SELECT %s
          FROM reward_grant AS g
         WHERE g.campaign_id = ? AND (g.occurrence, g.user_number) > (?, ?)
         ORDER BY g.occurrence, g.user_number
         LIMIT ?
        """
            .formatted(GrantRows.COLUMNS),
        statement -> {
          statement.setLong(1, campaignId);
          statement.setLong(2, after == null ? Long.MIN_VALUE : after.occurrence());
          statement.setLong(3, after == null ? Long.MIN_VALUE : after.user());
          statement.setInt(4, limit);
        },
        GrantRows::grant);
  }

  @Override
  public List<Grant> decisions(
      long user, @Nullable Long campaignId, @Nullable Grant before, int limit) {
    var key = before == null ? new GrantKey(Long.MAX_VALUE, 0, 0) : before.key();
    return exchange.query(
        """
        SELECT %s
          FROM reward_grant AS g
         WHERE g.user_number = ?
           AND (?::bigint IS NULL OR g.campaign_id = ?)
           AND (g.decided_at, g.campaign_id, g.occurrence) < (?, ?, ?)
         ORDER BY g.decided_at DESC, g.campaign_id DESC, g.occurrence DESC
         LIMIT ?
        """
            .formatted(GrantRows.COLUMNS),
        statement -> {
          statement.setLong(1, user);
          statement.setObject(2, campaignId);
          statement.setObject(3, campaignId);
          statement.setObject(4, Sql.utc(before == null ? GrantRows.LATEST : before.decidedAt()));
          statement.setLong(5, key.campaignId());
          statement.setLong(6, key.occurrence());
          statement.setInt(7, limit);
        },
        GrantRows::grant);
  }

  @Override
  public List<PeriodTotal> totals(long campaignId, Instant from, Instant to, Calendar calendar) {
    // Weeks are cut where the account's week starts: shift to Monday and back.
    int shift = calendar.period() == Calendar.Period.WEEK ? calendar.weekStart().getValue() - 1 : 0;
    return exchange.query(
        """
        SELECT (date_trunc(?, decided_at AT TIME ZONE ? - ? * interval '1 day'))::date + ? AS first_day,
               count(*),
               sum(points)
          FROM reward_grant
         WHERE campaign_id = ? AND transaction_id IS NOT NULL AND decided_at >= ? AND decided_at < ?
         GROUP BY first_day
         ORDER BY first_day
        """,
        statement -> {
          statement.setString(1, calendar.period().name().toLowerCase(Locale.ROOT));
          statement.setString(2, calendar.zone().getId());
          statement.setInt(3, shift);
          statement.setInt(4, shift);
          statement.setLong(5, campaignId);
          statement.setObject(6, Sql.utc(from));
          statement.setObject(7, Sql.utc(to));
        },
        row -> new PeriodTotal(row.getObject(1, LocalDate.class), row.getLong(2), Sql.sum(row, 3)));
  }

  @Override
  public Map<Refusal, Long> refusals(long campaignId, Instant from, Instant to) {
    var counts = new EnumMap<Refusal, Long>(Refusal.class);
    exchange.query(
        """
        SELECT refusal, count(*)
          FROM reward_grant
         WHERE campaign_id = ? AND refusal IS NOT NULL AND decided_at >= ? AND decided_at < ?
         GROUP BY refusal
        """,
        statement -> {
          statement.setLong(1, campaignId);
          statement.setObject(2, Sql.utc(from));
          statement.setObject(3, Sql.utc(to));
        },
        row -> counts.put(Refusal.ofCode(row.getInt(1)), row.getLong(2)));
    return counts;
  }
}
