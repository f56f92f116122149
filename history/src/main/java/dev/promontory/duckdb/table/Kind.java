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
  /// Of path 0: numbers in millionths by the numbers of the paths that have no column of their own;
  /// so with the next ones.
  OTHER_NUMBERS("mn", "MAP(INTEGER, BIGINT[])"),
  OTHER_REALS("mr", "MAP(INTEGER, DOUBLE[])"),
  OTHER_TEXTS("mt", "MAP(INTEGER, VARCHAR[])"),
  OTHER_FLAGS("mb", "MAP(INTEGER, BOOLEAN[])"),
  OTHER_DATES("md", "MAP(INTEGER, BIGINT[])"),
  OTHER_OBJECTS("mx", "MAP(INTEGER, BOOLEAN[])"),
  /// Of path 0: the properties of a row that columns cannot give back, encoded.
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

  /// The kind of a column with lists of such values.
  ///
  /// @throws IllegalArgumentException for a kind that is not of one value
  public Kind listed() {
    return switch (this) {
      case NUMBER -> NUMBERS;
      case REAL -> REALS;
      case TEXT -> TEXTS;
      case FLAG -> FLAGS;
      case DATE -> DATES;
      case OBJECT -> OBJECT;
      case NUMBERS, REALS, TEXTS, FLAGS, DATES -> throw several();
      case OTHER_NUMBERS, OTHER_REALS, OTHER_TEXTS -> throw several();
      case OTHER_FLAGS, OTHER_DATES, OTHER_OBJECTS, WHOLE -> throw several();
    };
  }

  /// The kind of the column where such values are if their path has no column of its own.
  ///
  /// @throws IllegalArgumentException for a kind that is not of one value
  public Kind other() {
    return switch (this) {
      case NUMBER -> OTHER_NUMBERS;
      case REAL -> OTHER_REALS;
      case TEXT -> OTHER_TEXTS;
      case FLAG -> OTHER_FLAGS;
      case DATE -> OTHER_DATES;
      case OBJECT -> OTHER_OBJECTS;
      case NUMBERS, REALS, TEXTS, FLAGS, DATES -> throw several();
      case OTHER_NUMBERS, OTHER_REALS, OTHER_TEXTS -> throw several();
      case OTHER_FLAGS, OTHER_DATES, OTHER_OBJECTS, WHOLE -> throw several();
    };
  }

  private IllegalArgumentException several() {
    return new IllegalArgumentException("a column of several values: " + this);
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
