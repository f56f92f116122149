package dev.promontory.log;

import dev.promontory.record.Name;
import dev.promontory.record.ProfileChange;
import dev.promontory.record.Properties;
import dev.promontory.record.Property;
import dev.promontory.record.RecordBody;
import dev.promontory.record.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Records of every kind with values at their limits; much repeats, as in real logs.
final class RandomRecords {
  private static final char[] ALPHABET = {
    'a', 'B', ' ', '7', 0, '\n', 'é', 'ÿ', '\u0100', '€', '\uD83C', '\uDF81', '\uFFFF'
  };
  private static final long[] EDGES = {
    0, 1, -1, 63, 64, -65, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE
  };

  private final SplittableRandom random;
  private final List<Name> names = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();

  RandomRecords(long seed) {
    random = new SplittableRandom(seed);
  }

  List<LogRecord> list(int size) {
    var records = new ArrayList<LogRecord>();
    long position = number();
    long received = number();
    for (int i = 0; i < size; i++) {
      position += random.nextInt(10) > 0 ? 1 : number();
      received = random.nextInt(3) > 0 ? received : number();
      int account = random.nextInt(10) > 0 ? 1 : (int) number();
      records.add(new LogRecord(position, account, number(), number(), received, body()));
    }
    return records;
  }

  private RecordBody body() {
    return random.nextInt(4) > 0
        ? new RecordBody.Event(name(), properties(0))
        : new RecordBody.ProfileUpdate(several(this::change));
  }

  private ProfileChange change() {
    return switch (random.nextInt(5)) {
      case 0 -> new ProfileChange.Put(name(), value(0));
      case 1 -> new ProfileChange.Delete(name());
      case 2 -> new ProfileChange.Add(name(), several(this::text));
      case 3 -> new ProfileChange.Remove(name(), several(this::text));
      default -> new ProfileChange.Increment(name(), new Value.Decimal(micros()));
    };
  }

  private Properties properties(int depth) {
    return new Properties(several(() -> new Property(name(), value(depth))));
  }

  private Value value(int depth) {
    return switch (random.nextInt(depth < 3 ? 12 : 8)) {
      case 0 -> new Value.Flag(random.nextBoolean());
      case 1 -> new Value.Date(number());
      case 2 -> new Value.Real(random.nextInt(5) == 0 ? -0.0 : random.nextDouble() * 1e300);
      case 3, 4 -> new Value.Decimal(micros());
      case 5 -> new Value.Texts(several(this::text));
      case 6, 7 -> new Value.Text(text());
      case 8, 9 -> new Value.Nested(properties(depth + 1));
      default -> new Value.Items(several(() -> properties(depth + 1)));
    };
  }

  private long micros() {
    long scale = new long[] {1, 10_000, 1_000_000, 1_000_000_000_000_000L}[random.nextInt(4)];
    return switch (random.nextInt(10)) {
      case 0 -> Value.MICROS_LIMIT - 1;
      case 1 -> 1 - Value.MICROS_LIMIT;
      default -> random.nextLong(-999, 1000) * scale;
    };
  }

  private Name name() {
    if (names.isEmpty() || random.nextInt(4) == 0) {
      var display = fresh();
      var own = new Name(display, fresh());
      names.add(random.nextInt(9) == 0 ? own : Name.of(display));
    }
    return names.get(random.nextInt(names.size()));
  }

  private String text() {
    if (texts.isEmpty() || random.nextInt(2) == 0) {
      texts.add(fresh());
    }
    return texts.get(random.nextInt(texts.size()));
  }

  private String fresh() {
    var text = new StringBuilder();
    int letters = random.nextInt(2) == 0 ? 7 : ALPHABET.length;
    int length = random.nextInt(20) == 0 ? random.nextInt(600) : random.nextInt(6);
    random.ints(length, 0, letters).forEach(i -> text.append(ALPHABET[i]));
    return text.toString();
  }

  private long number() {
    return random.nextInt(4) > 0
        ? random.nextLong(2_000_000)
        : EDGES[random.nextInt(EDGES.length)] + random.nextInt(2);
  }

  private <T> List<T> several(Supplier<T> one) {
    return Stream.generate(one).limit(random.nextInt(5)).toList();
  }
}
