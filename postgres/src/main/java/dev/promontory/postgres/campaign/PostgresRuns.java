package dev.promontory.postgres.campaign;

import dev.promontory.campaign.Run;
import dev.promontory.campaign.Runs;
import dev.promontory.postgres.time.Times;
import dev.promontory.rule.UserSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The runs of campaigns in PostgreSQL.
public record PostgresRuns(Handle handle) implements Runs {
  /// What has been done is counted from the chunks while a run is under way: a counter in its row
  /// would make its chunks wait for one another.
  private static final String SELECT =
      """
      SELECT r.id, r.campaign_id, r.revision, r.planned_at, r.started_at, r.members,
             CASE WHEN r.status = 'RUNNING'
                  THEN (SELECT coalesce(sum(k.size), 0)
                          FROM campaign_run_chunk k
                         WHERE k.run_id = r.id
                           AND k.done)
                  ELSE r.done END AS done,
             r.finished_at, r.status, r.failure
        FROM campaign_run r
      """;

  @Override
  public Run plan(long campaignId, int revision, Instant plannedAt) {
    long id =
        handle
            .createQuery(
                """
                INSERT INTO campaign_run (campaign_id, revision, planned_at, members, done, status)
                VALUES (:campaign, :revision, :plannedAt, 0, 0, 'PLANNED')
                RETURNING id
                """)
            .bind("campaign", campaignId)
            .bind("revision", revision)
            .bind("plannedAt", Times.utc(plannedAt))
            .mapTo(Long.class)
            .one();
    return find(id).orElseThrow();
  }

  private Optional<Run> find(long id) {
    return handle
        .createQuery(SELECT + " WHERE r.id = :id")
        .bind("id", id)
        .map(CampaignRows::run)
        .findOne();
  }

  @Override
  public void cancelPlanned(long campaignId) {
    handle
        .createUpdate(
            "DELETE FROM campaign_run WHERE campaign_id = :campaign AND status = 'PLANNED'")
        .bind("campaign", campaignId)
        .execute();
  }

  @Override
  public Optional<Run> open(long campaignId) {
    return handle
        .createQuery(
            SELECT + " WHERE r.campaign_id = :campaign AND r.status IN ('PLANNED', 'RUNNING')")
        .bind("campaign", campaignId)
        .map(CampaignRows::run)
        .findOne();
  }

  @Override
  public Optional<Run> lock(long id) {
    return handle
        .createQuery("SELECT id FROM campaign_run WHERE id = :id FOR UPDATE")
        .bind("id", id)
        .mapTo(Long.class)
        .findOne()
        .flatMap(this::find);
  }

  @Override
  public List<Run> page(long campaignId, @Nullable Long before, int limit) {
    return handle
        .createQuery(
            SELECT
                + """
                 WHERE r.campaign_id = :campaign
                   AND (CAST(:before AS bigint) IS NULL OR r.id < :before)
                 ORDER BY r.id DESC
                 LIMIT :limit
                """)
        .bind("campaign", campaignId)
        .bind("before", before)
        .bind("limit", limit)
        .map(CampaignRows::run)
        .list();
  }

  @Override
  public Optional<Run> lastStarted(long campaignId) {
    return handle
        .createQuery(
            SELECT
                + """
                 WHERE r.campaign_id = :campaign
                   AND r.started_at IS NOT NULL
                 ORDER BY r.id DESC
                 LIMIT 1
                """)
        .bind("campaign", campaignId)
        .map(CampaignRows::run)
        .findOne();
  }

  @Override
  public int countStarted(long campaignId) {
    return handle
        .createQuery(
            """
            SELECT count(*)
              FROM campaign_run
             WHERE campaign_id = :campaign
               AND started_at IS NOT NULL
            """)
        .bind("campaign", campaignId)
        .mapTo(Integer.class)
        .one();
  }

  @Override
  public Optional<Instant> nextDueAt(Collection<Long> except) {
    return handle
        .createQuery(
            """
            SELECT coalesce(r.started_at, r.planned_at)
              FROM campaign_run r
              JOIN campaign c ON c.id = r.campaign_id
             WHERE ((r.status = 'PLANNED' AND c.status IN ('SCHEDULED', 'RUNNING'))
                    OR (r.status = 'RUNNING' AND c.status = 'RUNNING'))
               AND r.id <> ALL (:except)
             ORDER BY 1
             LIMIT 1
            """)
        .bind("except", array(except))
        .mapTo(OffsetDateTime.class)
        .findOne()
        .map(OffsetDateTime::toInstant);
  }

  @Override
  public Optional<Run> nextToStart(Instant now, Collection<Long> except) {
    return handle
        .createQuery(
            SELECT
                + """
                  JOIN campaign c ON c.id = r.campaign_id
                 WHERE r.status = 'PLANNED'
                   AND r.planned_at <= :now
                   AND c.status IN ('SCHEDULED', 'RUNNING')
                   AND r.id <> ALL (:except)
                 ORDER BY r.planned_at, r.id
                 LIMIT 1
                """)
        .bind("now", Times.utc(now))
        .bind("except", array(except))
        .map(CampaignRows::run)
        .findOne();
  }

  @Override
  public List<Run> underWay(Collection<Long> except, int limit) {
    return handle
        .createQuery(
            SELECT
                + """
                  JOIN campaign c ON c.id = r.campaign_id
                 WHERE r.status = 'RUNNING'
                   AND c.status = 'RUNNING'
                   AND r.id <> ALL (:except)
                 ORDER BY (SELECT count(*)
                             FROM campaign_run_chunk k
                            WHERE k.run_id = r.id
                              AND NOT k.done), r.id
                 LIMIT :limit
                """)
        .bind("except", array(except))
        .bind("limit", limit)
        .map(CampaignRows::run)
        .list();
  }

  private static long[] array(Collection<Long> ids) {
    return ids.stream().mapToLong(Long::longValue).toArray();
  }

  @Override
  public void start(Run started, UserSet members) {
    handle
        .createUpdate(
            """
            UPDATE campaign_run
               SET revision = :revision,
                   started_at = :startedAt,
                   members = :members,
                   status = :status
             WHERE id = :id
            """)
        .bind("id", started.id())
        .bind("revision", started.revision())
        .bind("startedAt", Times.utc(Objects.requireNonNull(started.startedAt())))
        .bind("members", started.members())
        .bind("status", started.status().name())
        .execute();
    if (members.size() > 0) {
      new RunChunks(handle).insert(started.id(), members.toArray());
    }
  }

  @Override
  public Optional<Chunk> takeChunk(long runId) {
    return new RunChunks(handle).take(runId);
  }

  @Override
  public void finishChunk(Chunk chunk) {
    new RunChunks(handle).finish(chunk);
  }

  @Override
  public boolean isDecided(long runId) {
    return new RunChunks(handle).areDone(runId);
  }

  @Override
  public long countDecided(long runId) {
    return new RunChunks(handle).countDone(runId);
  }

  @Override
  public void end(Run ended) {
    handle
        .createUpdate(
            """
            UPDATE campaign_run
               SET done = :done,
                   finished_at = :finishedAt,
                   status = :status,
                   failure = :failure
             WHERE id = :id
            """)
        .bind("id", ended.id())
        .bind("done", ended.done())
        .bind("finishedAt", Times.utcOrNull(ended.finishedAt()))
        .bind("status", ended.status().name())
        .bind("failure", ended.failure())
        .execute();
  }

  @Override
  public boolean isMember(long runId, long user) {
    return new RunChunks(handle).contain(runId, user);
  }
}
