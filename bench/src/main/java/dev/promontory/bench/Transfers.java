package dev.promontory.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;

/// The baseline of the ledger: double entry as one writes it by hand, a function in PL/pgSQL that
/// locks two accounts, adds two entries with the running balance and changes both balances. No
/// lots, no expiry, no idempotency, no hashes, and one index only.
final class Transfers {
  private static final int CLIENTS = LedgerSingles.CLIENTS;

  private static final String TABLES =
      """
      CREATE TABLE account (
          id      bigint PRIMARY KEY,
          balance bigint NOT NULL
      );
      CREATE SEQUENCE transfer_id CACHE 1000;
      CREATE TABLE entry (
          account_id    bigint      NOT NULL,
          transfer_id   bigint      NOT NULL,
          at            timestamptz NOT NULL,
          amount        bigint      NOT NULL,
          balance_after bigint      NOT NULL,
          PRIMARY KEY (account_id, transfer_id)
      );
      """;

  /// Accounts are locked in the order of their ids, so that transfers never wait in a circle. The
  /// check of the balance stands for what every ledger refuses.
  private static final String FUNCTION =
      """
      CREATE FUNCTION transfer(source bigint, target bigint, points bigint) RETURNS bigint
      LANGUAGE plpgsql AS $$
      DECLARE
          id_of_transfer bigint := nextval('transfer_id');
          source_balance bigint;
          target_balance bigint;
      BEGIN
          PERFORM 1 FROM account WHERE id = least(source, target) FOR UPDATE;
          PERFORM 1 FROM account WHERE id = greatest(source, target) FOR UPDATE;
          UPDATE account SET balance = balance - points WHERE id = source
          RETURNING balance INTO source_balance;
          UPDATE account SET balance = balance + points WHERE id = target
          RETURNING balance INTO target_balance;
          IF source_balance < 0 THEN
              RAISE 'account % has too little', source;
          END IF;
          INSERT INTO entry (account_id, transfer_id, at, amount, balance_after)
          VALUES (source, id_of_transfer, now(), -points, source_balance),
                 (target, id_of_transfer, now(), points, target_balance);
          RETURN id_of_transfer;
      END
      $$;
      """;

  /// Between any two accounts.
  private static final String SPREAD =
      """
      \\set source random(1, :accounts)
      \\set target 1 + (:source + random(0, :accounts - 2)) % :accounts
      SELECT transfer(:source, :target, 10);
      """;

  /// From or to the first account, in turn with chance.
  private static final String HOT =
      """
      \\set other random(2, :accounts)
      \\set out random(0, 1)
      SELECT transfer(CASE WHEN :out = 1 THEN 1 ELSE :other END,
                      CASE WHEN :out = 1 THEN :other ELSE 1 END, 10);
      """;

  /// Whether the balances are what the entries say, and add up to what they were.
  private static final String IS_SOUND =
      """
      SELECT coalesce(sum(change), 0) = 0 AND coalesce(bool_and(balance = 1000000000 + change), true)
        FROM account
        JOIN (SELECT account_id, sum(amount) AS change FROM entry GROUP BY account_id) AS entries
          ON account_id = id
      """;

  private Transfers() {}

  /// What was measured, transfers per second.
  ///
  /// @param spread between any two accounts
  /// @param hot all from or to the same account
  record Rates(double spread, double hot) {}

  /// Measures on a fresh database.
  ///
  /// @param accounts at least 2
  static Rates run(Settings settings, int accounts) throws IOException, SQLException {
    var folder = settings.folder().resolve("transfers");
    try (var database = BenchDatabase.start(folder, CLIENTS)) {
      var fill =
          """
          INSERT INTO account (id, balance)
          SELECT id, 1000000000 FROM generate_series(1, %d) AS id;
          ANALYZE account;
          """
              .formatted(accounts);
      execute(database, TABLES + FUNCTION + fill);
      var script = folder.resolve("script.sql");
      var arguments = List.of("-D", "accounts=" + accounts, "-f", script.toString());
      int seconds = settings.size(20, 2);
      Files.writeString(script, SPREAD);
      double spread = PgBench.run(database, CLIENTS, seconds, arguments);
      Files.writeString(script, HOT);
      double hot = PgBench.run(database, CLIENTS, seconds, arguments);
      check(database);
      return new Rates(spread, hot);
    }
  }

  private static void execute(BenchDatabase database, String sql) throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void check(BenchDatabase database) throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(IS_SOUND)) {
      rows.next();
      if (!rows.getBoolean(1)) {
        throw new IllegalStateException(
            "the balances of the baseline are not what its entries say");
      }
    }
  }
}
