package dev.promontory.postgres.campaign;

import dev.promontory.campaign.LiveChange;
import dev.promontory.campaign.LiveChange.Kind;
import dev.promontory.campaign.LiveChange.Terms;
import dev.promontory.campaign.LiveChanges;
import dev.promontory.postgres.time.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// The journal of live campaigns in PostgreSQL.
public record PostgresLiveChanges(Handle handle) implements LiveChanges {
  private static final String COLUMNS =
      """
      l.number, l.account, l.campaign_id, l.position, l.at, l.kind,
      l.revision, l.zone, l.since, l.starts_at, l.ends_at
      """;

  /// The campaign whose turn is next. Has two gaps: the instant of the turn, and whose turn it is.
  private static final String TURN =
      """
      SELECT c.account, c.id, %s AS at
        FROM live_change l
        JOIN campaign c ON c.id = l.campaign_id
       WHERE l.kind = 1
         AND %s
         AND c.id <> ALL (:except)
         AND NOT EXISTS (
                 SELECT FROM live_change later
                  WHERE later.campaign_id = l.campaign_id
                    AND later.number > l.number
                    AND later.kind = 1)
       ORDER BY at, c.id
       LIMIT 1
      """;

  @Override
  public LiveChange add(LiveChange change) {
    long number = nextNumber();
    if (change.kind() == Kind.REMOVE) {
      handle
          .createUpdate("DELETE FROM live_change WHERE campaign_id = :campaign")
          .bind("campaign", change.campaignId())
          .execute();
    }
    insert(number, change);
    var terms = change.terms();
    if (terms != null) {
      addSegments(number, terms.segments());
    }
    return new LiveChange(
        number,
        change.account(),
        change.campaignId(),
        change.position(),
        change.at(),
        change.kind(),
        terms);
  }

  private long nextNumber() {
    return handle
        .createQuery("UPDATE live_journal SET last_number = last_number + 1 RETURNING last_number")
        .mapTo(Long.class)
        .one();
  }

  private void insert(long number, LiveChange change) {
    var terms = change.terms();
    handle
        .createUpdate(
            """
            INSERT INTO live_change (number, account, campaign_id, position, at, kind,
                                     revision, zone, since, starts_at, ends_at)
            VALUES (:number, :account, :campaign, :position, :at, :kind,
                    :revision, :zone, :since, :startsAt, :endsAt)
            """)
        .bind("number", number)
        .bind("account", change.account())
        .bind("campaign", change.campaignId())
        .bind("position", change.position())
        .bind("at", Times.utc(change.at()))
        .bind("kind", change.kind().code())
        .bind("revision", terms == null ? null : (Integer) terms.revision())
        .bind("zone", terms == null ? null : terms.zone().getId())
        .bind("since", terms == null ? null : (Long) terms.since())
        .bind("startsAt", Times.utcOrNull(terms == null ? null : terms.start()))
        .bind("endsAt", Times.utcOrNull(terms == null ? null : terms.end()))
        .execute();
  }

  private void addSegments(long number, Map<Long, String> rules) {
    rules.forEach(
        (id, rule) ->
            handle
                .createUpdate(
                    """
                    INSERT INTO live_change_segment (number, segment_id, rule)
                    VALUES (:number, :segment, :rule)
                    """)
                .bind("number", number)
                .bind("segment", id)
                .bind("rule", rule)
                .execute());
  }

  @Override
  public List<LiveChange> after(long number, int limit) {
    // Waits for whoever adds one.
    handle.createQuery("SELECT last_number FROM live_journal FOR SHARE").mapTo(Long.class).one();
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + " FROM live_change l WHERE l.number > :number ORDER BY l.number LIMIT :limit")
        .bind("number", number)
        .bind("limit", limit)
        .map((row, _) -> change(row))
        .list();
  }

  @Override
  public Optional<Terms> terms(long campaignId) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + """
                   FROM live_change l
                  WHERE l.campaign_id = :campaign
                    AND l.kind = 1
                  ORDER BY l.number DESC
                  LIMIT 1
                """)
        .bind("campaign", campaignId)
        .map((row, _) -> change(row))
        .findOne()
        .map(LiveChange::terms);
  }

  @Override
  public Optional<Turn> nextStart(Instant now, Collection<Long> except) {
    return handle
        .createQuery(
            TURN.formatted(
                "l.starts_at",
                "c.status = 'SCHEDULED' AND (l.ends_at IS NULL OR l.ends_at > :now)"))
        .bind("now", Times.utc(now))
        .bind("except", array(except))
        .map(PostgresLiveChanges::turn)
        .findOne();
  }

  @Override
  public Optional<Turn> nextEnd(Collection<Long> except) {
    return handle
        .createQuery(
            TURN.formatted(
                "l.ends_at",
                "c.status IN ('SCHEDULED', 'RUNNING', 'PAUSED') AND l.ends_at IS NOT NULL"))
        .bind("except", array(except))
        .map(PostgresLiveChanges::turn)
        .findOne();
  }

  private static long[] array(Collection<Long> ids) {
    return ids.stream().mapToLong(Long::longValue).toArray();
  }

  private static Turn turn(ResultSet row, StatementContext context) throws SQLException {
    return new Turn(row.getInt("account"), row.getLong("id"), Times.instant(row, "at"));
  }

  private LiveChange change(ResultSet row) throws SQLException {
    long number = row.getLong("number");
    var kind = Kind.ofCode(row.getInt("kind"));
    return new LiveChange(
        number,
        row.getInt("account"),
        row.getLong("campaign_id"),
        row.getLong("position"),
        Times.instant(row, "at"),
        kind,
        kind == Kind.PUT ? terms(row, number) : null);
  }

  private @Nullable Terms terms(ResultSet row, long number) throws SQLException {
    return new Terms(
        row.getInt("revision"),
        ZoneId.of(row.getString("zone")),
        row.getLong("since"),
        Times.instant(row, "starts_at"),
        Times.instantOrNull(row, "ends_at"),
        segments(number));
  }

  private Map<Long, String> segments(long number) {
    Map<Long, String> rules = new HashMap<>();
    handle
        .createQuery("SELECT segment_id, rule FROM live_change_segment WHERE number = :number")
        .bind("number", number)
        .map((row, _) -> Map.entry(row.getLong("segment_id"), row.getString("rule")))
        .forEach(rule -> rules.put(rule.getKey(), rule.getValue()));
    return rules;
  }
}
