package dev.promontory.duckdb.table;

/// What a column holds.
public enum Kind {
  /// A [dev.promontory.record.Value.Decimal], in millionths.
  NUMBER("n", "BIGINT"),
  /// A [dev.promontory.record.Value.Real].
  REAL("r", "DOUBLE"),
  TEXT("t", "VARCHAR"),
  FLAG("b", "BOOLEAN"),
  /// A [dev.promontory.record.Value.Date], in epoch seconds.
  DATE("d", "BIGINT"),
  /// What items have under this path, in millionths; so with the next ones.
  NUMBERS("nl", "BIGINT[]"),
  REALS("rl", "DOUBLE[]"),
  /// The same, or the texts of a multi-value property.
  TEXTS("tl", "VARCHAR[]"),
  FLAGS("bl", "BOOLEAN[]"),
  DATES("dl", "BIGINT[]"),
  /// True where an object or a list of objects stands under this path.
  OBJECT("x", "BOOLEAN"),
  /// The objects and lists of objects of a row as they came, encoded; of path 0.
  WHOLE("w", "BLOB");

  private final String suffix;
  private final String type;

  Kind(String suffix, String type) {
    this.suffix = suffix;
    this.type = type;
  }

  String suffix() {
    return suffix;
  }

  /// The column type in SQL.
  String type() {
    return type;
  }

  /// The kind of a list of such values.
  ///
  /// @throws IllegalArgumentException for a kind that is not of one value
  public Kind listed() {
    return switch (this) {
      case NUMBER -> NUMBERS;
      case REAL -> REALS;
      case TEXT -> TEXTS;
      case FLAG -> FLAGS;
      case DATE -> DATES;
      case NUMBERS, REALS, TEXTS, FLAGS, DATES, OBJECT, WHOLE ->
          throw new IllegalArgumentException("there is no list of " + this);
    };
  }

  static Kind ofSuffix(String suffix) {
    for (var kind : values()) {
      if (kind.suffix.equals(suffix)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("unknown kind of column: " + suffix);
  }
}
