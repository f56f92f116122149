package dev.promontory.testkit.log;

import dev.promontory.log.NewRecord;
import dev.promontory.record.Name;
import dev.promontory.record.ProfileChange;
import dev.promontory.record.Properties;
import dev.promontory.record.Property;
import dev.promontory.record.RecordBody;
import dev.promontory.record.Value;
import dev.promontory.user.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Random records of one account: events and profile updates of a few users, with values of every
/// kind and texts of every character. The same seed gives the same records.
public final class RandomAppends {
  private static final String[] TEXTS = {
    "", "red", "Zürich", "東京", "\uD83C\uDF81", "a\0b", "half \uD83C", "\uFFFF", "' OR 1=1 --", "<b>"
  };
  private static final long START = 1_760_000_000;

  private final SplittableRandom random;
  private final int account;
  private final int users;

  /// @param users how many different users there are
  public RandomAppends(long seed, int account, int users) {
    this.random = new SplittableRandom(seed);
    this.account = account;
    this.users = users;
  }

  /// One record, without an event id.
  public NewRecord record() {
    long second = START + random.nextLong(100_000);
    return new NewRecord(account, identity(), second, 1_000 * second + 7, body(), null);
  }

  /// So many records.
  public List<NewRecord> records(int count) {
    return IntStream.range(0, count).mapToObj(_ -> record()).toList();
  }

  private Identity identity() {
    int user = random.nextInt(users);
    var kinds = Identity.Kind.values();
    return new Identity(kinds[user % kinds.length], "user " + user);
  }

  private RecordBody body() {
    return random.nextInt(5) > 0
        ? new RecordBody.Event(name("event"), properties(1))
        : new RecordBody.ProfileUpdate(changes());
  }

  private List<ProfileChange> changes() {
    var changes = new ArrayList<ProfileChange>();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      changes.add(
          switch (random.nextInt(5)) {
            case 0 -> new ProfileChange.Delete(name("property"));
            case 1 -> new ProfileChange.Add(name("property"), texts());
            case 2 -> new ProfileChange.Remove(name("property"), texts());
            case 3 -> new ProfileChange.Increment(name("property"), Value.number(random.nextInt()));
            default -> new ProfileChange.Put(name("property"), value(1));
          });
    }
    return changes;
  }

  private Properties properties(int depth) {
    return Properties.of(
        IntStream.range(0, random.nextInt(9))
            .mapToObj(_ -> new Property(name("property"), value(depth)))
            .toList());
  }

  private Value value(int depth) {
    return switch (random.nextInt(depth < 3 ? 10 : 8)) {
      case 0 -> new Value.Flag(random.nextBoolean());
      case 1 -> new Value.Date(START - random.nextLong(1_000_000));
      case 2 -> new Value.Real(random.nextDouble());
      case 3 -> new Value.Decimal(random.nextLong(1 - Value.MICROS_LIMIT, Value.MICROS_LIMIT));
      case 4 -> Value.number(random.nextInt(1_000));
      case 5 -> new Value.Texts(texts());
      case 6, 7 -> new Value.Text(text());
      case 8 -> new Value.Nested(properties(depth + 1));
      default -> new Value.Items(List.of(properties(depth + 1), properties(depth + 1)));
    };
  }

  private Name name(String what) {
    return Name.of("Some " + what + " " + random.nextInt(20));
  }

  private List<String> texts() {
    return IntStream.range(0, random.nextInt(4)).mapToObj(_ -> text()).toList();
  }

  private String text() {
    return TEXTS[random.nextInt(TEXTS.length)] + random.nextInt(50);
  }
}
