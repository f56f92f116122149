package dev.promontory.testkit.history;

import static dev.promontory.testkit.history.Words.oneIn;
import static dev.promontory.testkit.history.Words.pick;

import dev.promontory.log.LogRecord;
import dev.promontory.record.Name;
import dev.promontory.record.ProfileChange;
import dev.promontory.record.Properties;
import dev.promontory.record.Property;
import dev.promontory.record.RecordBody;
import dev.promontory.record.Value;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// Random records of a few users of a few accounts, in log order from position 1, around a day. The
/// same seed gives the same records.
public final class RandomRecords {
  private static final int MAX_DEPTH = 3;

  private final SplittableRandom random;
  private final LocalDate day;
  private final Instant now;
  private final int accounts;
  private final int usersPerAccount;
  private final Map<String, List<Integer>> typesOfNames = new HashMap<>();
  private long lastPosition;

  /// @param day the day around which most happens
  /// @param now an instant that the edges of sliding windows are counted from
  public RandomRecords(
      SplittableRandom random, LocalDate day, Instant now, int accounts, int usersPerAccount) {
    this.random = random;
    this.day = day;
    this.now = now;
    this.accounts = accounts;
    this.usersPerAccount = usersPerAccount;
  }

  /// The next records.
  public List<LogRecord> next(int count) {
    return Stream.generate(this::next).limit(count).toList();
  }

  /// The next record.
  public LogRecord next() {
    int account = 1 + random.nextInt(accounts);
    long user = (long) account * 1_000 + random.nextInt(usersPerAccount);
    var body = oneIn(4, random) ? update() : event();
    return new LogRecord(
        ++lastPosition, account, user, Words.second(day, now, random), lastPosition, body);
  }

  private RecordBody event() {
    return new RecordBody.Event(Words.event(random), properties(Words.PROPERTIES, 5, 1));
  }

  private Properties properties(List<String> names, int most, int depth) {
    var properties = new ArrayList<Property>();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      var name = Name.of(pick(names, random));
      properties.add(new Property(name, value(name, depth)));
    }
    return Properties.of(properties);
  }

  /// A property has one to three types, so that types clash but tables stay narrow.
  private Value value(Name name, int depth) {
    var types =
        typesOfNames.computeIfAbsent(
            name.key() + depth,
            _ -> Stream.generate(this::type).limit(1 + random.nextInt(3)).toList());
    return value(pick(types, random), depth);
  }

  private int type() {
    return random.nextInt(12);
  }

  private Value value(int type, int depth) {
    return switch (depth > MAX_DEPTH ? type % 9 : type) {
      case 0, 1, 2 -> Words.number(random);
      case 3, 4, 5 -> new Value.Text(pick(Words.TEXTS, random));
      case 6 -> new Value.Flag(random.nextBoolean());
      case 7 -> new Value.Date(Words.second(day, now, random));
      case 8 -> new Value.Texts(texts());
      case 9, 10 -> new Value.Nested(properties(Words.INNER, 3, depth + 1));
      default ->
          new Value.Items(
              Stream.generate(() -> properties(Words.INNER, 3, depth + 1))
                  .limit(random.nextInt(4))
                  .toList());
    };
  }

  private List<String> texts() {
    var texts = new LinkedHashSet<String>();
    for (int i = random.nextInt(4); i > 0; i--) {
      texts.add(pick(Words.TEXTS, random));
    }
    return List.copyOf(texts);
  }

  private RecordBody update() {
    return new RecordBody.ProfileUpdate(
        Stream.generate(this::change).limit(random.nextInt(4)).toList());
  }

  private ProfileChange change() {
    var name = Name.of(pick(Words.PROPERTIES, random));
    return switch (random.nextInt(8)) {
      case 0 -> new ProfileChange.Delete(name);
      case 1 -> new ProfileChange.Add(name, texts());
      case 2 -> new ProfileChange.Remove(name, texts());
      case 3 -> new ProfileChange.Increment(name, small());
      default -> new ProfileChange.Put(name, value(name, 1));
    };
  }

  /// Sums of the largest doubles would leave the range of all numbers.
  private Value small() {
    return Value.number(random.nextInt(-3, 4));
  }
}
