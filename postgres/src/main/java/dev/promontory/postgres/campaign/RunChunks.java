package dev.promontory.postgres.campaign;

import dev.promontory.campaign.Run;
import dev.promontory.campaign.Runs.Chunk;
import java.util.Arrays;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The members of runs in PostgreSQL.
record RunChunks(Handle handle) {

  void insert(long runId, long[] ascending) {
    var batch =
        handle.prepareBatch(
            """
            INSERT INTO campaign_run_chunk (run_id, no, size, first_user, last_user, users)
            VALUES (:run, :no, :size, :first, :last, :users)
            """);
    for (int from = 0; from < ascending.length; from += Run.MAX_CHUNK) {
      var users =
          Arrays.copyOfRange(ascending, from, Math.min(ascending.length, from + Run.MAX_CHUNK));
      batch
          .bind("run", runId)
          .bind("no", from / Run.MAX_CHUNK)
          .bind("size", users.length)
          .bind("first", users[0])
          .bind("last", users[users.length - 1])
          .bind("users", UserSetCodec.encode(users))
          .add();
    }
    batch.execute();
  }

  Optional<Chunk> take(long runId) {
    return handle
        .createQuery(
            """
            SELECT no, users
              FROM campaign_run_chunk
             WHERE run_id = :run
               AND NOT done
             ORDER BY no
             LIMIT 1
               FOR UPDATE SKIP LOCKED
            """)
        .bind("run", runId)
        .map(
            (row, _) ->
                new Chunk(runId, row.getInt("no"), UserSetCodec.decode(row.getBytes("users"))))
        .findOne();
  }

  void finish(Chunk chunk) {
    handle
        .createUpdate("UPDATE campaign_run_chunk SET done = true WHERE run_id = :run AND no = :no")
        .bind("run", chunk.runId())
        .bind("no", chunk.no())
        .execute();
  }

  boolean areDone(long runId) {
    return handle
        .createQuery(
            """
            SELECT NOT EXISTS (SELECT
                                 FROM campaign_run_chunk
                                WHERE run_id = :run
                                  AND NOT done)
            """)
        .bind("run", runId)
        .mapTo(Boolean.class)
        .one();
  }

  long countDone(long runId) {
    return handle
        .createQuery(
            """
            SELECT coalesce(sum(size), 0)
              FROM campaign_run_chunk
             WHERE run_id = :run
               AND done
            """)
        .bind("run", runId)
        .mapTo(Long.class)
        .one();
  }

  boolean contain(long runId, long user) {
    return handle
        .createQuery(
            """
            SELECT users
              FROM campaign_run_chunk
             WHERE run_id = :run
               AND :user BETWEEN first_user AND last_user
            """)
        .bind("run", runId)
        .bind("user", user)
        .mapTo(byte[].class)
        .findOne()
        .filter(users -> UserSetCodec.decode(users).contains(user))
        .isPresent();
  }
}
