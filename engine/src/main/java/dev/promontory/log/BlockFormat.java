package dev.promontory.log;

import dev.promontory.record.Value;

/// The numbers that stand in blocks. They are on disk: a meaning may be added, never changed.
final class BlockFormat {
  static final int VERSION = 1;

  /// The deepest nesting of values; intake allows three levels.
  static final int MAX_DEPTH = 16;

  /// Flags of the first byte of a record: what differs from the record before.
  static final int POSITION_JUMPS = 1;

  static final int OTHER_ACCOUNT = 2;
  static final int OTHER_RECEIPT = 4;

  /// A flag of the first byte of a record: it is a profile update.
  static final int PROFILE = 8;

  static final int ALL_FLAGS = 15;

  /// Kinds of change of a profile.
  static final int PUT = 0;

  static final int DELETE = 1;
  static final int ADD = 2;
  static final int REMOVE = 3;
  static final int INCREMENT = 4;

  /// Heads of a shape: written out and given a number, written out and forgotten, or, from here on,
  /// a number.
  static final int NEW_SHAPE = 0;

  static final int ONE_OFF_SHAPE = 1;
  static final int KNOWN_SHAPES = 2;

  /// Kinds of value.
  static final byte TEXT = 0;

  static final byte DECIMAL = 1;
  static final byte REAL = 2;
  static final byte FLAG = 3;
  static final byte DATE = 4;
  static final byte TEXTS = 5;
  static final byte NESTED = 6;
  static final byte ITEMS = 7;

  /// The last two bits of a decimal: the unit it is counted in. Most are whole or have two places.
  static final int WHOLES = 0;

  static final int HUNDREDTHS = 1;
  static final int MICROS = 2;

  static final long MICROS_PER_WHOLE = 1_000_000;
  static final long MICROS_PER_HUNDREDTH = 10_000;

  private BlockFormat() {}

  static byte kind(Value value) {
    return switch (value) {
      case Value.Text _ -> TEXT;
      case Value.Decimal _ -> DECIMAL;
      case Value.Real _ -> REAL;
      case Value.Flag _ -> FLAG;
      case Value.Date _ -> DATE;
      case Value.Texts _ -> TEXTS;
      case Value.Nested _ -> NESTED;
      case Value.Items _ -> ITEMS;
    };
  }
}
