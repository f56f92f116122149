package dev.promontory.postgres.ledger;

import dev.promontory.text.StoredText;
import dev.promontory.wallet.Blocks;
import java.util.List;

/// Blocks in PostgreSQL.
public record PostgresBlocks(Exchange exchange) implements Blocks {

  @Override
  public void block(Block block) {
    exchange.query(
        "SELECT pg_advisory_xact_lock(?, account)::text FROM wallet WHERE id = ?",
        statement -> {
          statement.setInt(1, PostgresLedger.STANDING_LOCK);
          statement.setLong(2, block.walletId());
        },
        row -> true);
    exchange.update(
        """
        INSERT INTO wallet_block (wallet_id, user_number, reason, blocked_at)
        VALUES (?, ?, ?, ?)
            ON CONFLICT (wallet_id, user_number) DO UPDATE SET reason = excluded.reason
        """,
        statement -> {
          statement.setLong(1, block.walletId());
          statement.setLong(2, block.user());
          statement.setString(3, StoredText.encode(block.reason()));
          statement.setObject(4, Sql.utc(block.at()));
        });
  }

  @Override
  public boolean unblock(long walletId, long user) {
    return exchange.update(
            "DELETE FROM wallet_block WHERE wallet_id = ? AND user_number = ?",
            statement -> {
              statement.setLong(1, walletId);
              statement.setLong(2, user);
            })
        == 1;
  }

  @Override
  public List<Block> page(long walletId, long after, int limit) {
    return exchange.query(
        """
        SELECT wallet_id, user_number, reason, blocked_at
          FROM wallet_block
         WHERE wallet_id = ? AND user_number > ?
         ORDER BY user_number
         LIMIT ?
        """,
        statement -> {
          statement.setLong(1, walletId);
          statement.setLong(2, after);
          statement.setInt(3, limit);
        },
        row ->
            new Block(
                row.getLong(1),
                row.getLong(2),
                StoredText.decode(row.getString(3)),
                Sql.instant(row, 4)));
  }
}
