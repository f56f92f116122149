package dev.promontory.postgres.ledger;

import dev.promontory.postgres.ledger.Table.Kind;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Rows to be added to a table. The values of a row are written one after the other. Not
/// thread-safe.
final class Rows {
  /// From so many rows on, `COPY` is cheaper, though it takes exchanges of its own.
  static final int MANY = 200;

  private static final int BYTES_PER_VALUE = 14;

  private final Table table;
  private final int width;
  private final long[][] numbers;
  private final @Nullable String[][] texts;
  private final byte[][] @Nullable [] bytes;
  private final boolean[][] missing;
  private int size;
  private int column;

  /// No rows yet.
  ///
  /// @param capacity how many there can be
  Rows(Table table, int capacity) {
    this.table = table;
    this.width = table.columns().size();
    this.numbers = new long[width][];
    this.texts = new String[width][];
    this.bytes = new byte[width][][];
    this.missing = new boolean[width][];
    for (int i = 0; i < width; i++) {
      var kind = kind(i);
      boolean isNumber = kind != Kind.TEXT && kind != Kind.BYTES;
      numbers[i] = new long[isNumber ? capacity : 0];
      texts[i] = new String[kind == Kind.TEXT ? capacity : 0];
      bytes[i] = new byte[kind == Kind.BYTES ? capacity : 0][];
      missing[i] = new boolean[isNumber ? capacity : 0];
    }
  }

  private Kind kind(int index) {
    return table.columns().get(index).kind();
  }

  /// The value of the next column of the row: a number of any length.
  Rows number(long number) {
    numbers[column][size] = number;
    return next();
  }

  Rows numberOrNull(@Nullable Long number) {
    return number == null ? nothing() : number(number);
  }

  Rows instant(Instant at) {
    return number(at.getEpochSecond() * 1_000_000 + at.getNano() / 1000);
  }

  Rows instantOrNull(@Nullable Instant at) {
    return at == null ? nothing() : instant(at);
  }

  Rows textOrNull(@Nullable String text) {
    texts[column][size] = text;
    return next();
  }

  Rows bytesOrNull(byte @Nullable [] value) {
    bytes[column][size] = value;
    return next();
  }

  Rows nothing() {
    if (missing[column].length > 0) {
      missing[column][size] = true;
    }
    return next();
  }

  private Rows next() {
    if (++column == width) {
      column = 0;
      size++;
    }
    return this;
  }

  /// Adds them within a transaction: a few with its other changes, many at once.
  void addTo(Exchange exchange) {
    if (size == 0) {
      return;
    }
    if (size < MANY) {
      exchange.later(table.insert(), this::bind, size, "rows of " + table.name());
    } else {
      exchange.on(
          connection -> {
            copy().send(connection, table.copied());
            return size;
          });
    }
  }

  /// A column without any value needs no array: `unnest` fills it up with nulls.
  private void bind(Parameters parameters) throws SQLException {
    for (int i = 0; i < width; i++) {
      switch (kind(i)) {
        case TEXT -> {
          var some = Arrays.copyOf(texts[i], size);
          parameters.array(
              Arrays.stream(some).anyMatch(Objects::nonNull) ? some : new @Nullable String[0]);
        }
        case BYTES -> parameters.array(Arrays.copyOf(bytes[i], size));
        case INT8, INT4, INT2, INSTANT ->
            bind(parameters, Arrays.copyOf(numbers[i], size), missing[i]);
      }
    }
  }

  private static void bind(Parameters parameters, long[] numbers, boolean[] missing)
      throws SQLException {
    var some = new @Nullable Long[numbers.length];
    int present = 0;
    for (int row = 0; row < some.length; row++) {
      if (!missing[row]) {
        some[row] = numbers[row];
        present++;
      }
    }
    if (present == 0) {
      parameters.array(new long[0]);
    } else if (present == some.length) {
      parameters.array(numbers);
    } else {
      parameters.array(some);
    }
  }

  private BinaryCopy copy() {
    var copy = new BinaryCopy(size * width * BYTES_PER_VALUE);
    for (int row = 0; row < size; row++) {
      copy.row(width);
      for (int i = 0; i < width; i++) {
        add(copy, i, row);
      }
    }
    return copy;
  }

  private void add(BinaryCopy copy, int index, int row) {
    var kind = kind(index);
    if (kind == Kind.TEXT) {
      copy.textOrNull(texts[index][row]);
    } else if (kind == Kind.BYTES) {
      copy.bytesOrNull(bytes[index][row]);
    } else if (missing[index][row]) {
      copy.nothing();
    } else {
      long number = numbers[index][row];
      switch (kind) {
        case INT4 -> copy.int4((int) number);
        case INT2 -> copy.int2((int) number);
        case INSTANT -> copy.micros(number);
        default -> copy.int8(number);
      }
    }
  }
}
