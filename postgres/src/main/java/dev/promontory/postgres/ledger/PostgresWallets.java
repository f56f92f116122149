package dev.promontory.postgres.ledger;

import dev.promontory.points.Rounding;
import dev.promontory.postgres.ledger.Exchange.Question;
import dev.promontory.text.StoredText;
import dev.promontory.wallet.Wallet;
import dev.promontory.wallet.WalletUse;
import dev.promontory.wallet.Wallets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The wallet definitions in PostgreSQL.
public record PostgresWallets(Exchange exchange) implements Wallets {
  private static final String COLUMNS =
      """
      id, account, name, points_name, expiry, expiry_amount, expiry_unit, count_issue_year,
      expires_on, consumption, decimals, rounding, status, remind_days, grace_days, created_at
      """;

  /// Looks for the name while it writes.
  private static final String UPDATE =
      """
      UPDATE wallet AS w
         SET name = :name,
             name_key = :nameKey,
             points_name = :pointsName,
             expiry = :expiry,
             expiry_amount = :amount,
             expiry_unit = :unit,
             count_issue_year = :countIssue,
             expires_on = :expiresOn,
             consumption = :consumption,
             status = :status,
             remind_days = :remindDays,
             grace_days = :graceDays
       WHERE id = :id
         AND NOT EXISTS (
                 SELECT
                   FROM wallet AS other
                  WHERE other.account = w.account AND other.name_key = :nameKey AND other.id <> w.id)
      """;

  @Override
  public Optional<Wallet> create(Wallet draft) {
    var expiry = ExpiryColumns.of(draft.expiry());
    return exchange
        .handle()
        .createQuery(
            """
                INSERT INTO wallet (account, name, name_key, points_name, expiry, expiry_amount,
                                    expiry_unit, count_issue_year, expires_on, consumption,
                                    decimals, rounding, status, remind_days, grace_days, created_at)
                VALUES (:account, :name, :nameKey, :pointsName, :expiry, :amount, :unit, :countIssue,
                        :expiresOn, :consumption, :decimals, :rounding, :status, :remindDays, :graceDays,
                        :createdAt)
                    ON CONFLICT (account, name_key) DO NOTHING
                RETURNING\s"""
                + COLUMNS)
        .bind("account", draft.account())
        .bind("name", StoredText.encode(draft.name()))
        .bind("nameKey", StoredText.encode(draft.name().toLowerCase(Locale.ROOT)))
        .bind("pointsName", StoredText.encode(draft.pointsName()))
        .bind("consumption", draft.consumption().name())
        .bind("decimals", draft.rounding().decimals())
        .bind("rounding", draft.rounding().mode().name())
        .bind("status", draft.status().name())
        .bind("remindDays", draft.remindDays())
        .bind("graceDays", draft.graceDays())
        .bind("createdAt", Sql.utc(draft.createdAt()))
        .bind("expiry", expiry.kind())
        .bind("amount", expiry.amount())
        .bind("unit", expiry.unit())
        .bind("countIssue", expiry.countIssueYear())
        .bind("expiresOn", expiry.day())
        .map((row, _) -> wallet(row))
        .findOne();
  }

  @Override
  public Optional<Wallet> find(int account, long id) {
    return Optional.ofNullable(findAll(List.of(id)).get(id))
        .filter(wallet -> wallet.account() == account);
  }

  @Override
  public Map<Long, Wallet> findAll(Collection<Long> ids) {
    return byId(exchange.query(all(ids)));
  }

  /// Asks for wallets by their numbers.
  static Question<Wallet> all(Collection<Long> ids) {
    return new Question<>(
        "SELECT " + COLUMNS + " FROM wallet WHERE id = ANY (?)",
        parameters -> parameters.array(LedgerRows.longs(ids, Long::longValue)),
        PostgresWallets::wallet);
  }

  static Map<Long, Wallet> byId(List<Wallet> wallets) {
    Map<Long, Wallet> byId = HashMap.newHashMap(wallets.size());
    wallets.forEach(wallet -> byId.put(wallet.id(), wallet));
    return byId;
  }

  @Override
  public List<Wallet> findAllOf(int account) {
    return exchange.query(
        "SELECT " + COLUMNS + " FROM wallet WHERE account = ? ORDER BY id",
        statement -> statement.setInt(1, account),
        PostgresWallets::wallet);
  }

  @Override
  public List<Wallet> list(int account) {
    return exchange
        .handle()
        .createQuery(
            "SELECT "
                + COLUMNS
                + " FROM wallet WHERE account = :account AND status <> 'ARCHIVED' ORDER BY id")
        .bind("account", account)
        .map((row, _) -> wallet(row))
        .list();
  }

  @Override
  public Optional<Wallet> lock(int account, long id) {
    return exchange
        .handle()
        .createQuery(
            "SELECT "
                + COLUMNS
                + " FROM wallet WHERE account = :account AND id = :id FOR NO KEY UPDATE")
        .bind("account", account)
        .bind("id", id)
        .map((row, _) -> wallet(row))
        .findOne();
  }

  /// Looks for the name while it writes: a violated constraint would spoil the whole transaction.
  /// Two that take one name at the same moment are told apart by the constraint nevertheless.
  @Override
  public boolean update(Wallet changed) {
    var expiry = ExpiryColumns.of(changed.expiry());
    return exchange
            .handle()
            .createUpdate(UPDATE)
            .bind("id", changed.id())
            .bind("name", StoredText.encode(changed.name()))
            .bind("nameKey", StoredText.encode(changed.name().toLowerCase(Locale.ROOT)))
            .bind("pointsName", StoredText.encode(changed.pointsName()))
            .bind("consumption", changed.consumption().name())
            .bind("status", changed.status().name())
            .bind("remindDays", changed.remindDays())
            .bind("graceDays", changed.graceDays())
            .bind("expiry", expiry.kind())
            .bind("amount", expiry.amount())
            .bind("unit", expiry.unit())
            .bind("countIssue", expiry.countIssueYear())
            .bind("expiresOn", expiry.day())
            .execute()
        > 0;
  }

  @Override
  public List<WalletUse> uses(Wallet wallet, int limit) {
    return exchange
        .handle()
        .createQuery(
            """
            SELECT id, name
              FROM campaign
             WHERE account = :account AND wallet_id = :wallet AND status <> 'ARCHIVED'
             ORDER BY id
             LIMIT :limit
            """)
        .bind("account", wallet.account())
        .bind("wallet", wallet.id())
        .bind("limit", limit)
        .map((row, _) -> new WalletUse(row.getLong("id"), row.getString("name")))
        .list();
  }

  private static Wallet wallet(ResultSet row) throws SQLException {
    return new Wallet(
        row.getLong("id"),
        row.getInt("account"),
        StoredText.decode(row.getString("name")),
        StoredText.decode(row.getString("points_name")),
        ExpiryColumns.read(row),
        Wallet.Consumption.valueOf(row.getString("consumption")),
        new Rounding(row.getInt("decimals"), Rounding.Mode.valueOf(row.getString("rounding"))),
        Wallet.Status.valueOf(row.getString("status")),
        row.getObject("remind_days", Integer.class),
        row.getInt("grace_days"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
