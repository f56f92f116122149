package dev.promontory.duckdb.table;

import dev.promontory.log.RecordWeight;
import dev.promontory.record.Name;
import dev.promontory.record.Profile;
import dev.promontory.record.RecordBody;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/// All tables as the present batch will leave them: takes in the rows of a batch, making tables,
/// columns and paths as they need them, and saves everything together. Owned by the writing thread.
///
/// After a failed save the catalogue no longer agrees with the database and must be loaded anew.
public final class Catalogue {
  private final Map<Integer, AccountDraft> accounts = new TreeMap<>();
  private int lastEventTable;

  private Catalogue() {}

  /// Creates the tables of the catalogue itself in a new database.
  public static void create(Connection connection) throws SQLException {
    CatalogueTables.create(connection);
  }

  /// The catalogue of a database.
  public static Catalogue load(Connection connection) throws SQLException {
    var catalogue = new Catalogue();
    CatalogueTables.load(connection, catalogue);
    return catalogue;
  }

  /// The tables as last saved.
  public Schema schema() {
    return new Schema(
        accounts.values().stream()
            .collect(Collectors.toMap(AccountDraft::number, AccountDraft::saved)));
  }

  /// Whether a user has a record, here or in the database.
  public boolean isKnown(int account, long user) {
    var draft = accounts.get(account);
    return draft != null && draft.isKnown(user);
  }

  /// Makes a user known who must be added to the batch if they were not.
  ///
  /// @return whether they were not
  public boolean addIfNew(int account, long user) {
    return account(account).addIfNew(user);
  }

  /// Adds an event to the batch.
  ///
  /// @return about how many bytes of heap its row takes beside the properties
  public long addEvent(EventKey key, RecordBody.Event event) {
    var account = account(key.account());
    var draft = account.events().get(event.name());
    if (draft == null) {
      draft = account.add(++lastEventTable, event.name());
    }
    var table = draft.table();
    var row = new Row(table.columns().size(), key.user(), key.epochSecond(), key.position());
    Flattening.fill(row, event.properties(), table, account.paths());
    table.rows().add(row);
    return row.bytes();
  }

  /// About how many bytes of heap the row of a user takes beside the properties.
  public long userRowBytes(int account) {
    return Row.bytes(account(account).users().columns().size());
  }

  /// Adds a known user with their profile to the batch. A row that they have already must be
  /// deleted in the same transaction.
  public void addUser(int number, long user, Profile profile) {
    var account = account(number);
    var table = account.users();
    var row = new Row(table.columns().size(), user, RecordWeight.of(profile.properties()));
    Flattening.fill(row, profile.properties(), table, account.paths());
    table.rows().add(row);
  }

  /// Writes the batch and everything new that it needs, within the transaction of the connection.
  public void save(DuckDBConnection connection) throws SQLException {
    for (var account : accounts.values()) {
      boolean changed = CatalogueTables.saveNames(connection, account);
      for (var table : account.tables().toList()) {
        changed |= CatalogueTables.saveShape(connection, table);
        TableWriter.write(connection, table);
      }
      account.markSaved(changed);
    }
  }

  AccountDraft account(int number) {
    return accounts.computeIfAbsent(number, AccountDraft::new);
  }

  Collection<AccountDraft> accounts() {
    return accounts.values();
  }

  AccountDraft.EventDraft load(int account, int tableNumber, Name name) {
    lastEventTable = Math.max(lastEventTable, tableNumber);
    return account(account).add(tableNumber, name);
  }

  void markSaved() {
    accounts.values().forEach(account -> account.markSaved(true));
  }

  /// Where an event belongs.
  ///
  /// @param account number of the account
  /// @param user number of the user
  /// @param epochSecond when it happened
  /// @param position its position in the log
  public record EventKey(int account, long user, long epochSecond, long position) {}
}
