package dev.promontory.log;

import static dev.promontory.log.BlockFormat.HUNDREDTHS;
import static dev.promontory.log.BlockFormat.MICROS;
import static dev.promontory.log.BlockFormat.MICROS_PER_HUNDREDTH;
import static dev.promontory.log.BlockFormat.MICROS_PER_WHOLE;
import static dev.promontory.log.BlockFormat.WHOLES;
import static dev.promontory.log.BlockWriter.zigzag;

import dev.promontory.record.Name;
import dev.promontory.record.Properties;
import dev.promontory.record.Value;
import java.util.ArrayList;
import java.util.List;

/// Writes the names, properties and values of one block, each repeated thing once. To be used by
/// one thread.
final class ValueEncoder {
  /// The longest text that is worth remembering, and the most.
  private static final int MAX_TEXT_LENGTH = 64;

  private static final int MAX_TEXTS = 4096;
  private static final int MAX_NAMES = 4096;
  private static final int MAX_SHAPES = 1024;

  private final BlockWriter out;
  private final Dictionary<String> texts = new Dictionary<>(MAX_TEXTS);
  private final Dictionary<String> nameNumbers = new Dictionary<>(MAX_NAMES);
  private final List<Name> names = new ArrayList<>();
  private final Dictionary<Shape> shapes = new Dictionary<>(MAX_SHAPES);
  private long originSecond;

  ValueEncoder(BlockWriter out) {
    this.out = out;
  }

  /// From here on, dates are written as their distance from this epoch second.
  void countDatesFrom(long epochSecond) {
    originSecond = epochSecond;
  }

  void name(Name name) {
    int number = nameNumbers.find(name.display());
    if (number != Dictionary.ABSENT && names.get(number).key().equals(name.key())) {
      out.reference(number);
      return;
    }
    boolean added = number == Dictionary.ABSENT && nameNumbers.add(name.display());
    if (added) {
      names.add(name);
    }
    out.literal(name.display(), added);
    boolean derived = Name.keyOf(name.display()).equals(name.key());
    out.octet(derived ? 1 : 0);
    if (!derived) {
      out.literal(name.key(), false);
    }
  }

  void texts(List<String> several) {
    out.number(several.size());
    several.forEach(this::text);
  }

  void taggedValue(Value value) {
    out.octet(BlockFormat.kind(value));
    value(value, 0);
  }

  void properties(Properties properties) {
    properties(properties, 0);
  }

  private void properties(Properties properties, int depth) {
    if (depth > BlockFormat.MAX_DEPTH) {
      throw new IllegalArgumentException("nested more than " + BlockFormat.MAX_DEPTH + " deep");
    }
    var list = properties.list();
    shape(new Shape(list));
    for (int i = 0; i < list.size(); i++) {
      value(list.get(i).value(), depth);
    }
  }

  private void shape(Shape shape) {
    int number = shapes.find(shape);
    if (number != Dictionary.ABSENT) {
      out.number(number + BlockFormat.KNOWN_SHAPES);
      return;
    }
    out.number(shapes.add(shape) ? BlockFormat.NEW_SHAPE : BlockFormat.ONE_OFF_SHAPE);
    out.number(shape.size());
    for (int i = 0; i < shape.size(); i++) {
      name(shape.name(i));
      out.octet(shape.kind(i));
    }
  }

  private void value(Value value, int depth) {
    switch (value) {
      case Value.Text text -> text(text.text());
      case Value.Decimal decimal -> decimal(decimal.micros());
      case Value.Real real -> out.fixed(Double.doubleToRawLongBits(real.number()));
      case Value.Flag flag -> out.octet(flag.flag() ? 1 : 0);
      case Value.Date date -> out.signed(date.epochSecond() - originSecond);
      case Value.Texts several -> texts(several.texts());
      case Value.Nested nested -> properties(nested.properties(), depth + 1);
      case Value.Items items -> {
        out.number(items.items().size());
        items.items().forEach(item -> properties(item, depth + 1));
      }
    }
  }

  private void text(String text) {
    if (text.length() > MAX_TEXT_LENGTH) {
      out.literal(text, false);
      return;
    }
    int number = texts.find(text);
    if (number != Dictionary.ABSENT) {
      out.reference(number);
    } else {
      out.literal(text, texts.add(text));
    }
  }

  private void decimal(long micros) {
    if (micros % MICROS_PER_WHOLE == 0) {
      out.number(zigzag(micros / MICROS_PER_WHOLE) << 2 | WHOLES);
    } else if (micros % MICROS_PER_HUNDREDTH == 0) {
      out.number(zigzag(micros / MICROS_PER_HUNDREDTH) << 2 | HUNDREDTHS);
    } else {
      out.number(zigzag(micros) << 2 | MICROS);
    }
  }
}
