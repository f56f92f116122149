package dev.promontory.postgres.campaign;

import dev.promontory.postgres.time.Times;
import dev.promontory.rule.UserSet;
import dev.promontory.segment.Segment;
import dev.promontory.segment.SegmentDocument;
import dev.promontory.segment.SegmentUse;
import dev.promontory.segment.Segments;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/// The saved segments in PostgreSQL.
public record PostgresSegments(Handle handle) implements Segments {
  private static final int LOCK_CLASS = 0x5E6;
  private static final int MEMBERS_PER_ROW = 50_000;
  private static final String COLUMNS = "id, account, name, rule, size, created_at, updated_at";

  @Override
  public void lock(int account) {
    handle
        .createQuery("SELECT 1 FROM pg_advisory_xact_lock(:class, :account)")
        .bind("class", LOCK_CLASS)
        .bind("account", account)
        .mapTo(Integer.class)
        .one();
  }

  @Override
  public Optional<Segment> create(Segment draft) {
    var insert =
        handle.createQuery(
            """
            INSERT INTO segment (account, name, name_key, rule, size, created_at, updated_at)
            VALUES (:account, :name, :nameKey, :rule, :size, :createdAt, :updatedAt)
                ON CONFLICT (account, name_key) DO NOTHING
            RETURNING\s"""
                + COLUMNS);
    return bind(insert, draft)
        .bind("account", draft.account())
        .bind("createdAt", Times.utc(draft.createdAt()))
        .map(PostgresSegments::segment)
        .findOne();
  }

  private static <S extends SqlStatement<S>> S bind(S statement, Segment segment) {
    var document = segment.document();
    return statement
        .bind("name", segment.name())
        .bind("nameKey", key(segment.name()))
        .bind("rule", document instanceof SegmentDocument.ByRule(var json) ? json : null)
        .bind("size", document instanceof SegmentDocument.ByList(int size) ? size : null)
        .bind("updatedAt", Times.utc(segment.updatedAt()));
  }

  @Override
  public Optional<Segment> find(int account, long id) {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM segment WHERE account = :account AND id = :id")
        .bind("account", account)
        .bind("id", id)
        .map(PostgresSegments::segment)
        .findOne();
  }

  @Override
  public List<Segment> page(int account, long after, int limit) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + " FROM segment WHERE account = :account AND id > :after ORDER BY id LIMIT :limit")
        .bind("account", account)
        .bind("after", after)
        .bind("limit", limit)
        .map(PostgresSegments::segment)
        .list();
  }

  @Override
  public int count(int account) {
    return handle
        .createQuery("SELECT count(*) FROM segment WHERE account = :account")
        .bind("account", account)
        .mapTo(Integer.class)
        .one();
  }

  /// Looks for the name first: a violated constraint would spoil the whole transaction. Whoever
  /// changes segments holds the account's lock.
  @Override
  public boolean update(Segment changed) {
    var other = findByName(changed.account(), changed.name());
    if (other.isPresent() && other.get().id() != changed.id()) {
      return false;
    }
    var update =
        handle.createUpdate(
            """
            UPDATE segment
               SET name = :name,
                   name_key = :nameKey,
                   rule = :rule,
                   size = :size,
                   updated_at = :updatedAt
             WHERE id = :id
            """);
    bind(update, changed).bind("id", changed.id()).execute();
    return true;
  }

  /// The segment with a name, without regard to case.
  private Optional<Segment> findByName(int account, String name) {
    return handle
        .createQuery(
            "SELECT " + COLUMNS + " FROM segment WHERE account = :account AND name_key = :key")
        .bind("account", account)
        .bind("key", key(name))
        .map(PostgresSegments::segment)
        .findOne();
  }

  @Override
  public void delete(long id) {
    handle.createUpdate("DELETE FROM segment WHERE id = :id").bind("id", id).execute();
  }

  @Override
  public void saveReferences(long id, Collection<Long> referenced) {
    handle
        .createUpdate("DELETE FROM segment_reference WHERE segment_id = :id")
        .bind("id", id)
        .execute();
    handle
        .createUpdate(
            """
            INSERT INTO segment_reference (segment_id, referenced_id)
            SELECT :id, unnest(:referenced)
            """)
        .bind("id", id)
        .bind("referenced", array(referenced))
        .execute();
  }

  @Override
  public Set<Long> referring(Collection<Long> ids) {
    return handle
        .createQuery(
            """
            SELECT DISTINCT segment_id
              FROM segment_reference
             WHERE referenced_id = ANY (:ids)
            """)
        .bind("ids", array(ids))
        .mapTo(Long.class)
        .set();
  }

  @Override
  public List<SegmentUse> uses(long id) {
    return handle
        .createQuery(
            """
            SELECT 'SEGMENT' AS kind, s.id, s.name
              FROM segment_reference r
              JOIN segment s ON s.id = r.segment_id
             WHERE r.referenced_id = :id
             UNION ALL
            SELECT 'CAMPAIGN', c.id, c.name
              FROM campaign_segment r
              JOIN campaign c ON c.id = r.campaign_id
             WHERE r.segment_id = :id
             ORDER BY kind DESC, id
            """)
        .bind("id", id)
        .map(
            (row, _) ->
                new SegmentUse(
                    SegmentUse.Kind.valueOf(row.getString("kind")),
                    row.getLong("id"),
                    row.getString("name")))
        .list();
  }

  @Override
  public void saveMembers(long id, UserSet users) {
    handle
        .createUpdate("DELETE FROM segment_members WHERE segment_id = :id")
        .bind("id", id)
        .execute();
    if (users.size() == 0) {
      return;
    }
    var ascending = users.toArray();
    var batch =
        handle.prepareBatch(
            "INSERT INTO segment_members (segment_id, no, users) VALUES (:id, :no, :users)");
    for (int from = 0; from < ascending.length; from += MEMBERS_PER_ROW) {
      int to = Math.min(ascending.length, from + MEMBERS_PER_ROW);
      batch
          .bind("id", id)
          .bind("no", from / MEMBERS_PER_ROW)
          .bind("users", UserSetCodec.encode(Arrays.copyOfRange(ascending, from, to)))
          .add();
    }
    batch.execute();
  }

  @Override
  public UserSet members(long id) {
    return UserSetCodec.concat(
        handle
            .createQuery("SELECT users FROM segment_members WHERE segment_id = :id ORDER BY no")
            .bind("id", id)
            .mapTo(byte[].class)
            .list());
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static long[] array(Collection<Long> ids) {
    return ids.stream().mapToLong(Long::longValue).toArray();
  }

  private static Segment segment(ResultSet row, StatementContext context) throws SQLException {
    var rule = row.getString("rule");
    return new Segment(
        row.getLong("id"),
        row.getInt("account"),
        row.getString("name"),
        rule == null
            ? new SegmentDocument.ByList(row.getInt("size"))
            : new SegmentDocument.ByRule(rule),
        Times.instant(row, "created_at"),
        Times.instant(row, "updated_at"));
  }
}
