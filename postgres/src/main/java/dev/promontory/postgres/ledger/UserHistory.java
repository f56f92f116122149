package dev.promontory.postgres.ledger;

import dev.promontory.grant.UserGiven;
import dev.promontory.grant.UserGiven.Wanted;
import dev.promontory.points.Points;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Counts from the grants themselves what campaigns have given to users.
record UserHistory(Exchange exchange) {

  /// What was given to a user.
  private static final class Count {
    private final ZoneId zone;
    private final NavigableMap<LocalDate, Integer> days = new TreeMap<>();
    private long rewards;
    private long thousandths;

    private Count(ZoneId zone) {
      this.zone = zone;
    }

    private void add(Instant at, int more, long points) {
      rewards += more;
      thousandths = Math.min(thousandths + points, Points.MAX_THOUSANDTHS);
      days.merge(LocalDate.ofInstant(at, zone), more, Integer::sum);
    }

    private UserGiven given() {
      return new UserGiven(rewards, new Points(thousandths), days, null);
    }
  }

  /// What was given, for each of the keys.
  Map<UserGiven.Key, UserGiven> count(Collection<Wanted> wanted) {
    Map<UserGiven.Key, Count> counts = new HashMap<>();
    wanted.forEach(each -> counts.put(each.key(), new Count(each.zone())));
    // By quarters of an hour, which no day of a present zone cuts in two: Java alone knows zones.
    exchange.query(
        """
        SELECT g.campaign_id, g.user_number,
               floor(extract(epoch FROM coalesce(g.qualified_at, g.decided_at)) / 900)::bigint AS quarter,
               count(*), least(sum(g.points), ?)::bigint
          FROM unnest((SELECT ?::bigint[]), (SELECT ?::bigint[])) AS k (campaign_id, user_number)
          JOIN reward_grant AS g USING (campaign_id, user_number)
         WHERE g.transaction_id IS NOT NULL
         GROUP BY g.campaign_id, g.user_number, quarter
        """,
        statement -> {
          statement.setLong(1, Points.MAX_THOUSANDTHS);
          statement.setObject(2, LedgerRows.longs(wanted, each -> each.key().campaignId()));
          statement.setObject(3, LedgerRows.longs(wanted, each -> each.key().user()));
        },
        row -> {
          var count = counts.get(new UserGiven.Key(row.getLong(1), row.getLong(2)));
          if (count != null) {
            count.add(Instant.ofEpochSecond(row.getLong(3) * 900), row.getInt(4), row.getLong(5));
          }
          return true;
        });
    Map<UserGiven.Key, UserGiven> given = new HashMap<>();
    counts.forEach((key, count) -> given.put(key, count.given()));
    return given;
  }
}
