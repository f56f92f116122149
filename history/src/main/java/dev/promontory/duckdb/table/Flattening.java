package dev.promontory.duckdb.table;

import dev.promontory.log.BlockCodec;
import dev.promontory.log.LogRecord;
import dev.promontory.record.Name;
import dev.promontory.record.Properties;
import dev.promontory.record.Property;
import dev.promontory.record.RecordBody;
import dev.promontory.record.Value;
import java.util.ArrayList;
import java.util.List;

/// Spreads properties over the cells of a row. Objects and lists of objects are spread over the
/// columns of the paths that lead into them, and kept as they came beside; so is what finds no room
/// in a column of its own. For one row.
final class Flattening {
  private static final Name NO_NAME = Name.of("");

  private final Paths paths;
  private final TableDraft table;
  private final Row row;
  private final List<Property> whole = new ArrayList<>();

  /// Whether columns cannot give back the present property.
  private boolean spilled;

  private Flattening(Paths paths, TableDraft table, Row row) {
    this.paths = paths;
    this.table = table;
    this.row = row;
  }

  static void fill(Row row, Properties properties, TableDraft table, Paths paths) {
    var flattening = new Flattening(paths, table, row);
    var list = properties.list();
    for (int i = 0; i < list.size(); i++) {
      flattening.put(i, list.get(i));
    }
    flattening.putWhole();
  }

  /// The objects of a row as they came.
  static Properties decode(byte[] whole) {
    var record = BlockCodec.decode(whole).getFirst();
    return ((RecordBody.Event) record.body()).properties();
  }

  private void put(int index, Property property) {
    var value = property.value();
    spilled = false;
    switch (value) {
      case Value.Text _ -> set(index, property, Kind.TEXT);
      case Value.Decimal _ -> set(index, property, Kind.NUMBER);
      case Value.Real _ -> set(index, property, Kind.REAL);
      case Value.Flag _ -> set(index, property, Kind.FLAG);
      case Value.Date _ -> set(index, property, Kind.DATE);
      case Value.Texts _ -> put(property.name(), value);
      case Value.Nested _, Value.Items _ -> {
        put(property.name(), value);
        spilled = true;
      }
    }
    if (spilled) {
      whole.add(property);
    }
  }

  private void set(int index, Property property, Kind kind) {
    int slot = table.slot(index, paths, property.name(), kind);
    if (slot == TableDraft.NO_ROOM) {
      add(property.name(), property.value());
    } else {
      row.set(slot, property.value());
    }
  }

  private void putWhole() {
    if (!whole.isEmpty()) {
      var event = new RecordBody.Event(NO_NAME, new Properties(whole));
      var record = new LogRecord(1, 1, 1, 0, 0, event);
      row.set(table.slot(Kind.WHOLE), BlockCodec.encode(List.of(record)));
    }
  }

  /// A value that stands alone under its path.
  private void put(Name path, Value value) {
    switch (value) {
      case Value.Text _ -> set(path, Kind.TEXT, value);
      case Value.Decimal _ -> set(path, Kind.NUMBER, value);
      case Value.Real _ -> set(path, Kind.REAL, value);
      case Value.Flag _ -> set(path, Kind.FLAG, value);
      case Value.Date _ -> set(path, Kind.DATE, value);
      case Value.Texts _ -> add(path, value);
      case Value.Nested nested -> {
        putObject(path);
        nested.properties().forEach(inner -> put(join(path, inner.name()), inner.value()));
      }
      case Value.Items items -> putItems(path, items);
    }
  }

  private void putItems(Name path, Value.Items items) {
    putObject(path);
    for (var item : items.items()) {
      item.forEach(inner -> add(join(path, inner.name()), inner.value()));
    }
  }

  /// A value that may be one of several under its path.
  private void add(Name path, Value value) {
    switch (value) {
      case Value.Text text -> add(path, Kind.TEXT, List.of(text.text()));
      case Value.Decimal decimal -> add(path, Kind.NUMBER, List.of(decimal.micros()));
      case Value.Real real -> add(path, Kind.REAL, List.of(real.number()));
      case Value.Flag flag -> add(path, Kind.FLAG, List.of(flag.flag()));
      case Value.Date date -> add(path, Kind.DATE, List.of(date.epochSecond()));
      case Value.Texts texts -> add(path, Kind.TEXT, texts.texts());
      case Value.Nested nested -> {
        putObject(path);
        nested.properties().forEach(inner -> add(join(path, inner.name()), inner.value()));
      }
      case Value.Items items -> putItems(path, items);
    }
  }

  private static Name join(Name outer, Name inner) {
    return new Name(outer.display() + "." + inner.display(), outer.key() + "." + inner.key());
  }

  private void set(Name path, Kind kind, Value value) {
    int slot = table.slot(paths, path, kind);
    if (slot == TableDraft.NO_ROOM) {
      add(path, value);
    } else {
      row.set(slot, value);
    }
  }

  private void putObject(Name path) {
    int slot = table.slot(paths, path, Kind.OBJECT);
    if (slot == TableDraft.NO_ROOM) {
      spill(path, Kind.OBJECT, List.of(true));
    } else {
      row.set(slot, true);
    }
  }

  private void add(Name path, Kind kind, List<?> values) {
    int slot = table.slot(paths, path, kind.listed());
    if (slot == TableDraft.NO_ROOM) {
      spill(path, kind, values);
    } else {
      row.list(slot).addAll(values);
    }
  }

  /// Puts values where those of all paths are that have no column.
  private void spill(Name path, Kind kind, List<?> values) {
    int number = paths.findOrAdd(path);
    if (number != Paths.NONE) {
      row.lists(table.slot(kind.other()))
          .computeIfAbsent(number, _ -> new ArrayList<>())
          .addAll(values);
    }
    spilled = true;
  }
}
