package dev.promontory.duckdb.table;

/// A column of a table: one kind of value of one path (TC2).
///
/// @param path number of the path, 1 and up; 0 for the kinds that are of path 0
public record Column(int path, Kind kind) {
  private static final String PREFIX = "c";

  /// The name in SQL, for example `c17n`.
  public String sqlName() {
    return PREFIX + path + kind.suffix();
  }

  String definition() {
    return sqlName() + " " + kind.type();
  }

  /// Whether a column of this name holds properties; the others are the fixed ones.
  static boolean isProperty(String sqlName) {
    return sqlName.startsWith(PREFIX);
  }

  static Column ofSqlName(String sqlName) {
    int end = PREFIX.length();
    while (Character.isDigit(sqlName.charAt(end))) {
      end++;
    }
    var path = Integer.parseInt(sqlName.substring(PREFIX.length(), end));
    return new Column(path, Kind.ofSuffix(sqlName.substring(end)));
  }
}
