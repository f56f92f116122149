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
import org.jspecify.annotations.Nullable;

/// What campaigns have given to users, one row each. Two statements for a batch whose users have
/// got something before: one locks and reads, one writes.
record UserLimitRows(Exchange exchange) {

  Map<UserGiven.Key, UserGiven> lock(Collection<Wanted> wanted) {
    var sorted = wanted.stream().sorted(Comparator.comparing(Wanted::key)).toList();
    var given = lockExisting(keys(sorted));
    var unknown = sorted.stream().filter(each -> !given.containsKey(each.key())).toList();
    if (!unknown.isEmpty()) {
      var counted = new UserHistory(exchange).count(unknown);
      if (insert(keys(unknown), counted) == unknown.size()) {
        given.putAll(counted);
      } else {
        // Others came first; what they gave since is not counted yet.
        given.putAll(lockExisting(keys(unknown)));
      }
    }
    // Locked now, so that nothing is added to what is counted.
    var tooShort =
        sorted.stream()
            .filter(each -> !given.getOrDefault(each.key(), UserGiven.NOTHING).reaches(each.from()))
            .toList();
    if (!tooShort.isEmpty()) {
      given.putAll(new UserHistory(exchange).count(tooShort));
    }
    return given;
  }

  private static List<UserGiven.Key> keys(Collection<Wanted> wanted) {
    return wanted.stream().map(Wanted::key).toList();
  }

  /// Sorted, so that two batches with users in common cannot block one another.
  private Map<UserGiven.Key, UserGiven> lockExisting(List<UserGiven.Key> keys) {
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
    exchange.query(locked);
    return given;
  }

  /// @param keys sorted, so that two batches that add the same users cannot block one another
  /// @return how many were added; those that another transaction has added are left as they are
  private int insert(List<UserGiven.Key> keys, Map<UserGiven.Key, UserGiven> counted) {
    var given =
        keys.stream().map(key -> counted.getOrDefault(key, UserGiven.NOTHING).trimmed()).toList();
    return exchange.update(
        """
        INSERT INTO user_given (campaign_id, user_number, rewards, points, days, days_since)
        SELECT *
          FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::date[])
            ON CONFLICT (campaign_id, user_number) DO NOTHING
        """,
        statement -> bindGiven(bind(new Parameters(statement), keys), given));
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
