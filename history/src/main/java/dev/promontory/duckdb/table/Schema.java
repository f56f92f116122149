package dev.promontory.duckdb.table;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All tables at one position. Immutable.
public record Schema(Map<Integer, AccountTables> accounts) {
  /// The name under which the file is attached.
  public static final String DATABASE = "h";

  /// No tables at all.
  public static final Schema EMPTY = new Schema(Map.of());

  public Schema {
    accounts = Map.copyOf(accounts);
  }

  /// The tables of an account, or null if it has no record.
  public @Nullable AccountTables of(int account) {
    return accounts.get(account);
  }
}
