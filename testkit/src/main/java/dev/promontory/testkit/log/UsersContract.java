package dev.promontory.testkit.log;

import static dev.promontory.user.Identity.Kind.OBJECT_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.promontory.log.LogRecord;
import dev.promontory.log.NewRecord;
import dev.promontory.record.Name;
import dev.promontory.record.Properties;
import dev.promontory.record.RecordBody;
import dev.promontory.user.Identity;
import dev.promontory.user.KnownUser;
import dev.promontory.user.Subject;
import dev.promontory.user.Users;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// E7, and what can be asked about users.
public abstract class UsersContract extends LogContract {
  private static final List<String> HOSTILE =
      List.of(
          " ",
          "\0",
          "half \uD83C",
          "\uDF81\uD83C",
          "\uFFFF0000",
          "' OR ''='",
          "%_\\",
          "{\"a\",NULL}",
          "é",
          "e\u0301",
          "x".repeat(Identity.MAX_LENGTH),
          "x".repeat(Identity.MAX_LENGTH - 1) + "y",
          "\uD83C\uDF81".repeat(Identity.MAX_LENGTH));

  @Test
  void e7_an_identity_keeps_its_number() {
    int account = freshAccount();
    var ann = Identity.of("ann@example.org");

    long number = numberOf(account, ann);

    assertThat(number).isPositive();
    assertThat(numberOf(account, ann)).isEqualTo(number);
    restart();
    assertThat(numberOf(account, ann)).isEqualTo(number);
    assertThat(users().find(account, ann)).hasValue(number);
  }

  @Test
  void e7_no_two_identities_share_a_number() {
    int one = freshAccount();
    int two = freshAccount();
    var numbers = new ArrayList<Long>();
    for (int account : new int[] {one, two}) {
      for (var kind : Identity.Kind.values()) {
        for (var value : List.of("ann", "Ann", "ann ")) {
          numbers.add(numberOf(account, new Identity(kind, value)));
        }
      }
    }

    assertThat(numbers).doesNotHaveDuplicates();
  }

  @Test
  void e7_numbers_follow_one_another_over_restarts() {
    int account = freshAccount();
    long first = numberOf(account, Identity.of("user 0"));
    for (int i = 1; i < 5; i++) {
      restart();
      assertThat(numberOf(account, Identity.of("user " + i))).isEqualTo(first + i);
    }
  }

  @Test
  void e7_hostile_identities_are_users_like_any_other() {
    int account = freshAccount();
    Map<Identity, Long> numbers = new HashMap<>();
    HOSTILE.forEach(
        value -> numbers.put(Identity.of(value), numberOf(account, Identity.of(value))));
    restart();

    assertThat(numbers.values()).doesNotHaveDuplicates();
    assertThat(users().findAll(account, numbers.keySet())).isEqualTo(numbers);
    numbers.forEach(
        (identity, number) -> {
          assertThat(numberOf(account, identity)).isEqualTo(number);
          assertThat(users().identities(account, List.of(number)))
              .isEqualTo(Map.of(number, List.of(identity)));
        });
  }

  /// Eight threads meet the same thousand newcomers in different orders.
  @Test
  void e7_newcomers_whom_many_name_at_once_get_one_number_each() {
    int account = freshAccount();
    long start = log().lastPosition();
    var tasks = new ArrayList<Callable<Long>>();
    for (int thread = 0; thread < 8; thread++) {
      var random = new SplittableRandom(thread);
      tasks.add(
          () -> {
            for (int i = 0; i < 100; i++) {
              var identity = Identity.of("newcomer " + random.nextInt(1_000));
              append(Collections.nCopies(3, record(account, identity)));
            }
            return log().lastPosition();
          });
    }

    together(tasks);

    var identities = IntStream.range(0, 1_000).mapToObj(i -> Identity.of("newcomer " + i)).toList();
    var numbers = users().findAll(account, identities);
    assertThat(numbers.values()).doesNotHaveDuplicates().hasSizeGreaterThan(500);
    assertThat(read(start)).extracting(LogRecord::user).allMatch(numbers::containsValue);
  }

  @Test
  void a_user_named_by_number_is_taken_at_their_word() {
    int account = freshAccount();
    long ann = numberOf(account, Identity.of("ann"));
    long start = log().lastPosition();

    append(List.of(record(account, new KnownUser(ann)), record(account, Identity.of("ann"))));

    assertThat(read(start)).extracting(LogRecord::user).containsExactly(ann, ann);
  }

  @Test
  void a_look_up_makes_no_users() {
    int account = freshAccount();
    var ghost = Identity.of("ghost");

    assertThat(users().find(account, ghost)).isEmpty();
    assertThat(users().findAll(account, List.of(ghost))).isEmpty();
    assertThat(users().find(account, ghost)).isEmpty();
    long last = numberOf(account, Identity.of("ann"));
    assertThat(users().identities(account, List.of(last + 1))).isEmpty();
  }

  @Test
  void another_account_sees_nobody() {
    int account = freshAccount();
    int other = freshAccount();
    var ann = Identity.of("ann");
    long number = numberOf(account, ann);

    assertThat(users().find(other, ann)).isEmpty();
    assertThat(users().findAll(other, List.of(ann))).isEmpty();
    assertThat(users().identities(other, List.of(number))).isEmpty();
    assertThat(users().search(other, "ann", 100)).isEmpty();
  }

  @Test
  void look_ups_take_ten_thousand_and_no_more() {
    int account = freshAccount();
    long number = numberOf(account, Identity.of("user 7"));
    var most =
        IntStream.range(0, Users.MAX_LOOKUP).mapToObj(i -> Identity.of("user " + i)).toList();
    var tooMany = new ArrayList<>(most);
    tooMany.add(Identity.of("one more"));

    assertThat(users().findAll(account, most)).isEqualTo(Map.of(Identity.of("user 7"), number));
    assertThatThrownBy(() -> users().findAll(account, tooMany))
        .isInstanceOf(IllegalArgumentException.class);
    var numbers = Collections.nCopies(Users.MAX_LOOKUP + 1, number);
    assertThatThrownBy(() -> users().identities(account, numbers))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void search_finds_parts_of_identities_whatever_their_case() {
    int account = freshAccount();
    var ids = List.of("Ann@Example.org", "joann", "ANNE", "bob", "Zoë ÄNNE", "100%", "a_b", "a\0b");
    ids.forEach(id -> numberOf(account, Identity.of(id)));
    numberOf(account, new Identity(OBJECT_ID, "ann-device"));

    assertThat(search(account, "ann", 100))
        .containsExactly("ANNE", "Ann@Example.org", "joann", "ann-device");
    assertThat(search(account, "EXAMPLE", 100)).containsExactly("Ann@Example.org");
    assertThat(search(account, "änne", 100)).containsExactly("Zoë ÄNNE");
    assertThat(search(account, "%", 100)).containsExactly("100%");
    assertThat(search(account, "_", 100)).containsExactly("a_b");
    assertThat(search(account, "\0", 100)).containsExactly("a\0b");
    assertThat(search(account, "ann", 2)).containsExactly("ANNE", "Ann@Example.org");
    assertThat(search(account, "nobody", 100)).isEmpty();
  }

  @Test
  void search_takes_a_limit_from_1_to_100() {
    int account = freshAccount();
    for (int limit : new int[] {0, -1, 101}) {
      assertThatThrownBy(() -> users().search(account, "a", limit))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private List<String> search(int account, String text, int limit) {
    return users().search(account, text, limit).stream().map(Identity::value).toList();
  }

  private long numberOf(int account, Identity identity) {
    long position = append(List.of(record(account, identity))).lastPosition();
    return read(position - 1).getFirst().user();
  }

  private static NewRecord record(int account, Subject subject) {
    var body = new RecordBody.Event(Name.of("Seen"), Properties.NONE);
    return new NewRecord(account, subject, 1_760_000_000, 1_760_000_000_000L, body, null);
  }
}
