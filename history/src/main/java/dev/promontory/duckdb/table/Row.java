package dev.promontory.duckdb.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A row on its way into a table. Owned by the writing thread.
///
/// A cell is what its column's kind says: a [dev.promontory.record.Value] for the kinds of one
/// value, a `List` of Long, Double, String or Boolean for the kinds of several, Boolean for
/// [Kind#OBJECT], bytes for [Kind#WHOLE].
final class Row {
  private static final long BYTES = 64;
  private static final long BYTES_PER_CELL = 4;

  /// What stands in the fixed columns, in their order.
  final long[] fixed;

  private @Nullable Object[] cells;

  /// @param cells how many cells the row will likely have; it grows beyond
  Row(int cells, long... fixed) {
    this.fixed = fixed;
    this.cells = new @Nullable Object[cells];
  }

  /// About how many bytes of heap a row takes beside its values.
  static long bytes(int cells) {
    return BYTES + BYTES_PER_CELL * cells;
  }

  /// About how many bytes of heap this row takes beside its values.
  long bytes() {
    return bytes(cells.length);
  }

  @Nullable Object cell(int slot) {
    return slot < cells.length ? cells[slot] : null;
  }

  void set(int slot, Object cell) {
    if (slot >= cells.length) {
      cells = Arrays.copyOf(cells, slot + 1);
    }
    cells[slot] = cell;
  }

  /// The list in a cell, empty at first.
  @SuppressWarnings("unchecked") // Made here.
  List<Object> list(int slot) {
    return (List<Object>) cellOr(slot, new ArrayList<Object>());
  }

  /// The lists in a cell, by number of their path; empty at first.
  @SuppressWarnings("unchecked") // Made here.
  Map<Integer, List<Object>> lists(int slot) {
    return (Map<Integer, List<Object>>) cellOr(slot, new LinkedHashMap<Integer, List<Object>>());
  }

  private Object cellOr(int slot, Object first) {
    var cell = cell(slot);
    if (cell != null) {
      return cell;
    }
    set(slot, first);
    return first;
  }
}
