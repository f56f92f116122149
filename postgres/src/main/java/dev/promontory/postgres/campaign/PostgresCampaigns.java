package dev.promontory.postgres.campaign;

import dev.promontory.campaign.Campaign;
import dev.promontory.campaign.CampaignFilter;
import dev.promontory.campaign.Campaigns;
import dev.promontory.campaign.Revision;
import dev.promontory.postgres.time.Times;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/// The campaigns and their revisions in PostgreSQL.
public record PostgresCampaigns(Handle handle) implements Campaigns {
  private static final String SELECT =
      """
      SELECT c.id, c.account, c.status, c.revision, c.name, c.qualification, c.reward, c.wallet_id,
             c.document, c.created_by, c.created_at, c.updated_at, c.published_at, c.starts_at,
             c.paused_at,
             (SELECT r.planned_at
                FROM campaign_run r
               WHERE r.campaign_id = c.id
                 AND r.status = 'PLANNED') AS next_run_at
        FROM campaign c
      """;

  @Override
  public Campaign create(Campaign draft) {
    var insert =
        handle.createQuery(
            """
            INSERT INTO campaign (account, name, status, revision, qualification, reward, wallet_id,
                                  document, created_by, created_at, updated_at, published_at,
                                  starts_at)
            VALUES (:account, :name, :status, :revision, :qualification, :reward, :walletId,
                    :document, :createdBy, :createdAt, :updatedAt, :publishedAt, :startsAt)
            RETURNING id
            """);
    long id =
        bind(insert, draft)
            .bind("account", draft.account())
            .bind("createdBy", draft.createdBy())
            .bind("createdAt", Times.utc(draft.createdAt()))
            .mapTo(Long.class)
            .one();
    return find(draft.account(), id).orElseThrow();
  }

  private static <S extends SqlStatement<S>> S bind(S statement, Campaign campaign) {
    var text = campaign.text();
    var qualification = text.qualification();
    var reward = text.reward();
    return statement
        .bind("name", text.name())
        .bind("status", campaign.status().name())
        .bind("revision", campaign.revision())
        .bind("qualification", qualification == null ? null : qualification.code())
        .bind("reward", reward == null ? null : reward.code())
        .bind("walletId", text.walletId())
        .bind("document", text.documentJson())
        .bind("updatedAt", Times.utc(campaign.updatedAt()))
        .bind("publishedAt", Times.utcOrNull(campaign.publishedAt()))
        .bind("startsAt", Times.utcOrNull(campaign.startsAt()));
  }

  @Override
  public Optional<Campaign> find(int account, long id) {
    return handle
        .createQuery(SELECT + " WHERE c.account = :account AND c.id = :id")
        .bind("account", account)
        .bind("id", id)
        .map(CampaignRows::campaign)
        .findOne();
  }

  @Override
  public Optional<Campaign> lock(int account, long id) {
    return lockRow(id, "FOR UPDATE").flatMap(_ -> find(account, id));
  }

  @Override
  public Optional<Campaign> lock(long id) {
    return lockRow(id, "FOR UPDATE").flatMap(account -> find(account, id));
  }

  @Override
  public Optional<Campaign> hold(long id) {
    return lockRow(id, "FOR SHARE").flatMap(account -> find(account, id));
  }

  /// The row is locked by one statement and read by the next, which sees what the one before had to
  /// wait for.
  private Optional<Integer> lockRow(long id, String strength) {
    return handle
        .createQuery("SELECT account FROM campaign WHERE id = :id " + strength)
        .bind("id", id)
        .mapTo(Integer.class)
        .findOne();
  }

  @Override
  public List<Campaign> page(int account, CampaignFilter filter, @Nullable Long before, int limit) {
    var statuses = filter.statuses();
    var qualification = filter.qualification();
    var reward = filter.reward();
    var search = filter.search();
    return handle
        .createQuery(
            SELECT
                + """
                 WHERE c.account = :account
                   AND (CASE WHEN cardinality(CAST(:statuses AS text[])) = 0
                             THEN c.status <> 'ARCHIVED'
                             ELSE c.status = ANY (:statuses) END)
                   AND (CAST(:qualification AS text) IS NULL OR c.qualification = :qualification)
                   AND (CAST(:reward AS text) IS NULL OR c.reward = :reward)
                   AND (CAST(:createdBy AS text) IS NULL OR c.created_by = :createdBy)
                   AND (CAST(:search AS text) IS NULL
                        OR position(:search IN lower(c.name)) > 0
                        OR CAST(c.id AS text) = :search)
                   AND (CAST(:from AS timestamptz) IS NULL OR c.starts_at >= :from)
                   AND (CAST(:to AS timestamptz) IS NULL OR c.starts_at < :to)
                   AND (CAST(:before AS bigint) IS NULL OR c.id < :before)
                 ORDER BY c.id DESC
                 LIMIT :limit
                """)
        .bind("account", account)
        .bind("statuses", statuses.stream().map(Enum::name).toArray(String[]::new))
        .bind("qualification", qualification == null ? null : qualification.code())
        .bind("reward", reward == null ? null : reward.code())
        .bind("createdBy", filter.createdBy())
        .bind("search", search == null ? null : search.toLowerCase(Locale.ROOT))
        .bind("from", Times.utcOrNull(filter.startsFrom()))
        .bind("to", Times.utcOrNull(filter.startsTo()))
        .bind("before", before)
        .bind("limit", limit)
        .map(CampaignRows::campaign)
        .list();
  }

  @Override
  public void update(Campaign changed) {
    var update =
        handle.createUpdate(
            """
            UPDATE campaign
               SET name = :name,
                   status = :status,
                   revision = :revision,
                   qualification = :qualification,
                   reward = :reward,
                   wallet_id = :walletId,
                   document = :document,
                   updated_at = :updatedAt,
                   published_at = :publishedAt,
                   starts_at = :startsAt,
                   paused_at = :pausedAt
             WHERE id = :id
            """);
    bind(update, changed)
        .bind("pausedAt", Times.utcOrNull(changed.pausedAt()))
        .bind("id", changed.id())
        .execute();
  }

  @Override
  public void delete(long id) {
    handle.createUpdate("DELETE FROM campaign WHERE id = :id").bind("id", id).execute();
  }

  @Override
  public void saveSegments(Campaign campaign, Collection<Long> segmentIds) {
    handle
        .createUpdate("DELETE FROM campaign_segment WHERE campaign_id = :id")
        .bind("id", campaign.id())
        .execute();
    handle
        .createUpdate(
            """
            INSERT INTO campaign_segment (campaign_id, segment_id)
            SELECT :id, s.id
              FROM segment s
             WHERE s.account = :account
               AND s.id = ANY (:segments)
            """)
        .bind("id", campaign.id())
        .bind("account", campaign.account())
        .bind("segments", segmentIds.stream().mapToLong(Long::longValue).toArray())
        .execute();
  }

  @Override
  public void addRevision(Revision revision) {
    handle
        .createUpdate(
            """
            INSERT INTO campaign_revision (campaign_id, revision, document, created_by, created_at)
            VALUES (:campaign, :revision, :document, :createdBy, :createdAt)
            """)
        .bind("campaign", revision.campaignId())
        .bind("revision", revision.number())
        .bind("document", revision.documentJson())
        .bind("createdBy", revision.createdBy())
        .bind("createdAt", Times.utc(revision.createdAt()))
        .execute();
  }

  @Override
  public Optional<Revision> revision(long campaignId, int number) {
    return handle
        .createQuery(
            """
            SELECT campaign_id, revision, document, created_by, created_at
              FROM campaign_revision
             WHERE campaign_id = :campaign
               AND revision = :number
            """)
        .bind("campaign", campaignId)
        .bind("number", number)
        .map(CampaignRows::revision)
        .findOne();
  }

  @Override
  public List<Revision> revisions(long campaignId) {
    return handle
        .createQuery(
            """
            SELECT campaign_id, revision, document, created_by, created_at
              FROM campaign_revision
             WHERE campaign_id = :campaign
             ORDER BY revision DESC
            """)
        .bind("campaign", campaignId)
        .map(CampaignRows::revision)
        .list();
  }
}
