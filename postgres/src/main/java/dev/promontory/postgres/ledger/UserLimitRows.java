package dev.promontory.postgres.ledger;

import dev.promontory.grant.Grants.UserLimit;
import dev.promontory.grant.UserGiven;
import dev.promontory.grant.UserGiven.Wanted;
import dev.promontory.postgres.ledger.Exchange.Question;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What campaigns have given to users, one row each. One exchange for a batch: it adds rows that
/// are missing, locks all, and reads them. A second one counts what was given before there was a
/// row.
record UserLimitRows(Exchange exchange) {
  /// Others may remove rows between the two statements of an exchange, but not again and again.
  private static final int MAX_ATTEMPTS = 3;

  /// What `days_since` says of a row whose grants are not counted yet.
  private static final LocalDate UNCOUNTED = LocalDate.MAX;

  /// Users who have got nothing yet need not be counted.
  private static final String ADD =
      """
      INSERT INTO user_given (campaign_id, user_number, rewards, points, days, days_since)
      SELECT k.campaign_id, k.user_number, 0, 0, '',
             CASE WHEN EXISTS (
                           SELECT FROM reward_grant AS r
                            WHERE r.campaign_id = k.campaign_id
                              AND r.user_number = k.user_number
                              AND r.transaction_id IS NOT NULL)
                  THEN date 'infinity' END
        FROM unnest((SELECT ?::bigint[]), (SELECT ?::bigint[])) AS k (campaign_id, user_number)
       WHERE NOT EXISTS (
                 SELECT FROM user_given AS g
                  WHERE g.campaign_id = k.campaign_id AND g.user_number = k.user_number)
       ORDER BY k.campaign_id, k.user_number
          ON CONFLICT (campaign_id, user_number) DO NOTHING
      """;

  Map<UserGiven.Key, UserGiven> lock(Collection<Wanted> wanted) {
    var sorted = wanted.stream().sorted(Comparator.comparing(Wanted::key)).toList();
    var given = lockAll(sorted.stream().map(Wanted::key).toList());
    // Locked now, so that nothing is added to what is counted.
    var tooShort =
        sorted.stream()
            .filter(each -> !given.getOrDefault(each.key(), UserGiven.NOTHING).reaches(each.from()))
            .toList();
    if (!tooShort.isEmpty()) {
      var counted = new UserHistory(exchange).count(tooShort);
      saveCounted(new TreeMap<>(counted), given);
      given.putAll(counted);
    }
    return given;
  }

  private Map<UserGiven.Key, UserGiven> lockAll(List<UserGiven.Key> keys) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      var given = addAndLock(keys);
      if (given.size() == keys.size()) {
        return given;
      }
    }
    throw new IllegalStateException("what users have got keeps being removed by others");
  }

  /// Adds in order, then locks in order. Batches with users in common wait for one another, but
  /// never in a circle: who is still adding holds only rows that nobody else sees yet, and waits
  /// only for a smaller key to be added; who is locking waits only for others who are locking.
  ///
  /// @param keys sorted
  private Map<UserGiven.Key, UserGiven> addAndLock(List<UserGiven.Key> keys) {
    var given = new HashMap<UserGiven.Key, UserGiven>();
    var locked =
        new Question<>(
            """
            SELECT g.campaign_id, g.user_number, g.rewards, g.points, g.days, g.days_since
              FROM unnest((SELECT ?::bigint[]), (SELECT ?::bigint[])) AS k (campaign_id, user_number)
              JOIN user_given AS g USING (campaign_id, user_number)
             ORDER BY g.campaign_id, g.user_number
               FOR UPDATE OF g
            """,
            parameters -> bind(parameters, keys),
            row ->
                given.put(
                    new UserGiven.Key(row.getLong(1), row.getLong(2)),
                    new UserGiven(
                        row.getLong(3),
                        Sql.points(row, 4),
                        UserDays.decode(row.getString(5)),
                        row.getObject(6, LocalDate.class))));
    exchange.changeAndAsk(ADD, parameters -> bind(parameters, keys), locked);
    return given;
  }

  /// Stores what was counted for the first time, so that it need not be counted again.
  private void saveCounted(
      Map<UserGiven.Key, UserGiven> counted, Map<UserGiven.Key, UserGiven> before) {
    counted
        .keySet()
        .removeIf(key -> !UNCOUNTED.equals(before.getOrDefault(key, UserGiven.NOTHING).since()));
    if (counted.isEmpty()) {
      return;
    }
    var given = counted.values().stream().map(UserGiven::trimmed).toList();
    exchange.later(
        """
        UPDATE user_given AS g
           SET rewards = n.rewards,
               points = n.points,
               days = n.days,
               days_since = n.days_since
          FROM unnest(
                   ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::date[])
                   AS n (campaign_id, user_number, rewards, points, days, days_since)
         WHERE g.campaign_id = n.campaign_id AND g.user_number = n.user_number
        """,
        parameters -> bindGiven(bind(parameters, counted.keySet()), given),
        given.size(),
        "counts of users");
  }

  void save(Collection<UserLimit> limits) {
    var keys = limits.stream().map(UserLimit::key).toList();
    var given = limits.stream().map(UserLimit::given).toList();
    exchange.later(
        """
        UPDATE user_given AS g
           SET rewards = n.rewards,
               points = n.points,
               days = n.days,
               days_since = n.days_since,
               most_rewards = n.most_rewards,
               most_points = n.most_points
          FROM unnest(
                   ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::date[],
                   ?::bigint[], ?::bigint[])
                   AS n (campaign_id, user_number, rewards, points, days, days_since,
                         most_rewards, most_points)
         WHERE g.campaign_id = n.campaign_id AND g.user_number = n.user_number
        """,
        parameters ->
            bindGiven(bind(parameters, keys), given)
                .array(limits.stream().map(UserLimitRows::mostRewards).toArray(Long[]::new))
                .array(limits.stream().map(UserLimitRows::mostPoints).toArray(Long[]::new)),
        limits.size(),
        "limits of users");
  }

  void recount(long campaignId) {
    exchange.update(
        "DELETE FROM user_given WHERE campaign_id = ?",
        statement -> statement.setLong(1, campaignId));
  }

  private static Parameters bind(Parameters parameters, Collection<UserGiven.Key> keys)
      throws SQLException {
    return parameters
        .array(LedgerRows.longs(keys, UserGiven.Key::campaignId))
        .array(LedgerRows.longs(keys, UserGiven.Key::user));
  }

  private static Parameters bindGiven(Parameters parameters, List<UserGiven> given)
      throws SQLException {
    return parameters
        .array(LedgerRows.longs(given, UserGiven::rewards))
        .array(LedgerRows.longs(given, each -> each.points().thousandths()))
        .array(given.stream().map(each -> UserDays.encode(each.days())).toArray(String[]::new))
        .array(given.stream().map(UserLimitRows::since).toArray(String[]::new));
  }

  private static @Nullable String since(UserGiven given) {
    return given.since() == null ? null : given.since().toString();
  }

  private static @Nullable Long mostRewards(UserLimit limit) {
    var total = limit.limits().perUser().total();
    return total == null ? null : total.longValue();
  }

  private static @Nullable Long mostPoints(UserLimit limit) {
    var budget = limit.limits().userBudget();
    return budget == null ? null : budget.thousandths();
  }
}
