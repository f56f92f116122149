package dev.promontory.log;

import dev.promontory.record.Name;
import dev.promontory.record.Properties;
import dev.promontory.record.Property;
import dev.promontory.record.Value;
import java.util.ArrayList;
import java.util.List;

/// Reads what [ValueEncoder] wrote. To be used by one thread.
final class ValueDecoder {
  private final BlockReader in;
  private final List<String> texts = new ArrayList<>();
  private final List<Name> names = new ArrayList<>();
  private final List<List<Slot>> shapes = new ArrayList<>();
  private long originSecond;

  /// A property without its value. A list of them is a shape.
  private record Slot(Name name, int kind) {}

  ValueDecoder(BlockReader in) {
    this.in = in;
  }

  void countDatesFrom(long epochSecond) {
    originSecond = epochSecond;
  }

  Name name() {
    long head = in.textHead();
    if (BlockReader.isReference(head)) {
      return names.get(BlockReader.reference(head));
    }
    var display = in.literal(head);
    boolean derived = in.octet() == 1;
    var name = derived ? Name.of(display) : new Name(display, in.literal(in.textHead()));
    if (BlockReader.isFlagged(head)) {
      names.add(name);
    }
    return name;
  }

  List<String> texts() {
    var several = new String[in.count()];
    for (int i = 0; i < several.length; i++) {
      several[i] = text();
    }
    return List.of(several);
  }

  Value taggedValue() {
    return value(in.octet(), 0);
  }

  Properties properties() {
    return properties(0);
  }

  private Properties properties(int depth) {
    if (depth > BlockFormat.MAX_DEPTH) {
      throw new IllegalArgumentException("nested too deep");
    }
    var shape = shape();
    var list = new Property[shape.size()];
    for (int i = 0; i < list.length; i++) {
      var slot = shape.get(i);
      list[i] = new Property(slot.name(), value(slot.kind(), depth));
    }
    return list.length == 0 ? Properties.NONE : new Properties(List.of(list));
  }

  private List<Slot> shape() {
    long head = in.number();
    if (head >= BlockFormat.KNOWN_SHAPES) {
      return shapes.get(Math.toIntExact(head - BlockFormat.KNOWN_SHAPES));
    }
    var slots = new Slot[in.count()];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = new Slot(name(), in.octet());
    }
    var shape = List.of(slots);
    if (head == BlockFormat.NEW_SHAPE) {
      shapes.add(shape);
    }
    return shape;
  }

  private Value value(int kind, int depth) {
    return switch (kind) {
      case BlockFormat.TEXT -> new Value.Text(text());
      case BlockFormat.DECIMAL -> decimal();
      case BlockFormat.REAL -> new Value.Real(Double.longBitsToDouble(in.fixed()));
      case BlockFormat.FLAG -> new Value.Flag(in.octet() == 1);
      case BlockFormat.DATE -> new Value.Date(in.signed() + originSecond);
      case BlockFormat.TEXTS -> new Value.Texts(texts());
      case BlockFormat.NESTED -> new Value.Nested(properties(depth + 1));
      case BlockFormat.ITEMS -> items(depth + 1);
      default -> throw new IllegalArgumentException("no kind of value is " + kind);
    };
  }

  private Value items(int depth) {
    var items = new Properties[in.count()];
    for (int i = 0; i < items.length; i++) {
      items[i] = properties(depth);
    }
    return new Value.Items(List.of(items));
  }

  private String text() {
    long head = in.textHead();
    if (BlockReader.isReference(head)) {
      return texts.get(BlockReader.reference(head));
    }
    var text = in.literal(head);
    if (BlockReader.isFlagged(head)) {
      texts.add(text);
    }
    return text;
  }

  private Value decimal() {
    long number = in.number();
    long amount = BlockReader.unzigzag(number >>> 2);
    return new Value.Decimal(
        switch ((int) (number & 3)) {
          case BlockFormat.WHOLES -> Math.multiplyExact(amount, BlockFormat.MICROS_PER_WHOLE);
          case BlockFormat.HUNDREDTHS ->
              Math.multiplyExact(amount, BlockFormat.MICROS_PER_HUNDREDTH);
          case BlockFormat.MICROS -> amount;
          default -> throw new IllegalArgumentException("no unit of a decimal is 3");
        });
  }
}
