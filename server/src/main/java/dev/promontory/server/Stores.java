package dev.promontory.server;

import dev.promontory.app.Alarm;
import dev.promontory.duckdb.DuckDbHistory;
import dev.promontory.duckdb.DuckDbSeeds;
import dev.promontory.duckdb.HistorySettings;
import dev.promontory.history.History;
import dev.promontory.live.Seeds;
import dev.promontory.log.EventLog;
import dev.promontory.log.EventTypes;
import dev.promontory.postgres.PostgresAccounts;
import dev.promontory.postgres.PostgresConsoleUsers;
import dev.promontory.postgres.PostgresTransactions;
import dev.promontory.postgres.log.LogLimits;
import dev.promontory.postgres.log.PostgresEventLog;
import dev.promontory.postgres.log.PostgresEventTypes;
import dev.promontory.postgres.log.PostgresUsers;
import dev.promontory.postgres.log.RecentUsers;
import dev.promontory.server.database.Database;
import dev.promontory.store.Transactions;
import dev.promontory.user.IdentityMemory;
import dev.promontory.user.Users;
import java.security.SecureRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The adapters behind the ports. What is opened first is closed last.
record Stores(
    Database database,
    PostgresAccounts accounts,
    PostgresConsoleUsers consoleUsers,
    Transactions transactions,
    Users users,
    EventTypes eventTypes,
    EventLog log,
    IdentityMemory identityMemory,
    History history,
    Seeds seeds) {

  private static final Logger LOG = LoggerFactory.getLogger(Stores.class);

  /// The name of the history's file in the data folder. It can be deleted while the server is
  /// stopped, and is then rebuilt from the log.
  static final String HISTORY_FILE = "history.duckdb";

  /// Opens everything that keeps data.
  ///
  /// @param outboxAlarm rung after each commit that left something in the outbox
  static Stores open(Config config, Closing closing, Alarm outboxAlarm) {
    var urls = config.database();
    var database = closing.add(Database.open(config.data(), urls.url(), urls.ownerUrl()));
    var source = database.dataSource();
    database.migrate();
    var log = closing.add(PostgresEventLog.open(source, LogLimits.DEFAULT));
    var file = config.data().resolve(HISTORY_FILE);
    var history = closing.add(DuckDbHistory.open(HistorySettings.at(file), log, LOG::warn));
    var users = new RecentUsers(new PostgresUsers(source), new SecureRandom());
    return new Stores(
        database,
        new PostgresAccounts(source),
        new PostgresConsoleUsers(source),
        new PostgresTransactions(source, outboxAlarm),
        users,
        new PostgresEventTypes(source),
        log,
        (account, gone) -> {
          log.forget(account, gone);
          users.forget(account, gone);
        },
        history,
        new DuckDbSeeds(history, log));
  }
}
