package dev.promontory.duckdb.table;

import dev.promontory.record.Name;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/// The catalogue in the database: names of events and paths in tables of its own; tables and
/// columns by their names in SQL, which say what they are (TC1, TC2).
final class CatalogueTables {
  private CatalogueTables() {}

  static void create(Connection connection) throws SQLException {
    execute(
        connection,
        """
        CREATE TABLE h.event_name (
          number INTEGER NOT NULL, account INTEGER NOT NULL,
          display VARCHAR NOT NULL, key VARCHAR NOT NULL)
        """);
    execute(
        connection,
        """
        CREATE TABLE h.path (
          account INTEGER NOT NULL, number INTEGER NOT NULL,
          display VARCHAR NOT NULL, key VARCHAR NOT NULL)
        """);
  }

  static void load(Connection connection, Catalogue catalogue) throws SQLException {
    read(
        connection,
        "SELECT account, display, key FROM h.path ORDER BY account, number",
        row -> catalogue.account(row.getInt(1)).paths().findOrAdd(name(row)));
    Map<String, Owned> tables = new HashMap<>();
    read(
        connection,
        "SELECT account, display, key, number FROM h.event_name ORDER BY number",
        row -> {
          var event = catalogue.load(row.getInt(1), row.getInt(4), name(row));
          var owned = new Owned(catalogue.account(row.getInt(1)), event.table());
          tables.put(event.table().sqlName(), owned);
        });
    read(
        connection,
        """
        SELECT table_name, column_name
        FROM duckdb_columns()
        WHERE database_name = 'h'
        ORDER BY table_name, column_index
        """,
        row -> loadColumn(row, catalogue, tables));
    for (var account : catalogue.accounts()) {
      read(
          connection,
          "SELECT u FROM " + account.users().sqlName(),
          row -> account.addIfNew(row.getLong(1)));
    }
    catalogue.markSaved();
  }

  private static Name name(ResultSet row) throws SQLException {
    return new Name(row.getString(2), row.getString(3));
  }

  /// A table and whose it is.
  private record Owned(AccountDraft account, TableDraft table) {}

  private static void loadColumn(ResultSet row, Catalogue catalogue, Map<String, Owned> tables)
      throws SQLException {
    var name = Schema.DATABASE + "." + row.getString(1);
    if (name.startsWith(AccountDraft.USERS)) {
      int number = Integer.parseInt(name.substring(AccountDraft.USERS.length()));
      var account = catalogue.account(number);
      tables.put(name, new Owned(account, account.users()));
    }
    var owned = tables.get(name);
    if (owned != null && Column.isProperty(row.getString(2))) {
      owned.table().load(owned.account().paths(), Column.ofSqlName(row.getString(2)));
    }
  }

  /// Writes the names that are new.
  ///
  /// @return whether there are any
  static boolean saveNames(Connection connection, AccountDraft account) throws SQLException {
    var paths = account.paths();
    var events = account.newEvents();
    try (var insert = connection.prepareStatement("INSERT INTO h.event_name VALUES (?, ?, ?, ?)")) {
      for (var event : events) {
        insert.setInt(1, event.number());
        insert.setInt(2, account.number());
        insert.setString(3, event.name().display());
        insert.setString(4, event.name().key());
        insert.execute();
      }
    }
    try (var insert = connection.prepareStatement("INSERT INTO h.path VALUES (?, ?, ?, ?)")) {
      for (int number = account.firstNewPath(); number <= paths.size(); number++) {
        insert.setInt(1, account.number());
        insert.setInt(2, number);
        insert.setString(3, paths.name(number).display());
        insert.setString(4, paths.name(number).key());
        insert.execute();
      }
    }
    return !events.isEmpty() || account.firstNewPath() <= paths.size();
  }

  /// Creates or extends a table.
  ///
  /// @return whether there was something to do
  static boolean saveShape(Connection connection, TableDraft table) throws SQLException {
    for (var change : table.changes()) {
      execute(connection, change);
    }
    return table.isChanged();
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// What to do with each row of an answer.
  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  private static void read(Connection connection, String sql, RowReader reader)
      throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        reader.read(rows);
      }
    }
  }
}
