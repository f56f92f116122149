package dev.promontory.testkit.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.log.AppendBatch;
import dev.promontory.log.AppendBatch.Producer;
import dev.promontory.log.AppendResult.Appended;
import dev.promontory.log.LogRecord;
import dev.promontory.log.NewRecord;
import dev.promontory.record.Name;
import dev.promontory.record.Properties;
import dev.promontory.record.RecordBody;
import dev.promontory.user.Identity;
import dev.promontory.user.KnownUser;
import dev.promontory.user.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// E5 and E6: what is in the log already is recognised.
public abstract class RepeatsContract extends LogContract {
  private static final long NOW = 1_760_000_000_000L;
  private static final long WINDOW = Duration.ofDays(7).toMillis();
  private static final Identity ANN = Identity.of("ann");

  private int account;

  private void begin() {
    account = freshAccount();
  }

  @Test
  void e5_a_repeat_within_seven_days_is_dropped_and_counted() {
    begin();
    long start = log().lastPosition();

    assertThat(append(List.of(event(ANN, "e-1", NOW)))).isEqualTo(new Appended(start + 1, 0));
    assertThat(append(List.of(event(ANN, "e-1", NOW + WINDOW - 1), event(ANN, "e-2", NOW))))
        .isEqualTo(new Appended(start + 2, 1));
    restart();
    assertThat(append(List.of(event(ANN, "e-2", NOW), event(ANN, "e-1", NOW))))
        .isEqualTo(new Appended(start + 2, 2));

    assertThat(read(start)).hasSize(2);
  }

  @Test
  void e5_a_repeat_within_one_append_is_dropped() {
    begin();
    long start = log().lastPosition();
    var once = event(ANN, "twin", NOW);

    assertThat(append(List.of(once, once, event(ANN, "other", NOW), once)))
        .isEqualTo(new Appended(start + 2, 2));
  }

  @Test
  void e5_after_seven_days_an_id_is_new_again_and_repeats_do_not_extend_it() {
    begin();
    long start = log().lastPosition();
    append(List.of(event(ANN, "weekly", NOW)));
    append(List.of(event(ANN, "weekly", NOW + WINDOW - 1)));

    assertThat(append(List.of(event(ANN, "weekly", NOW + WINDOW))))
        .isEqualTo(new Appended(start + 2, 0));
    assertThat(append(List.of(event(ANN, "weekly", NOW + WINDOW + 1))))
        .isEqualTo(new Appended(start + 2, 1));
  }

  @Test
  void e5_ids_of_other_users_and_records_without_id_are_no_repeats() {
    begin();
    assertThat(append(different()).duplicates()).isZero();

    account = freshAccount();
    assertThat(append(different()).duplicates()).isZero();
  }

  private List<NewRecord> different() {
    return List.of(
        event(ANN, "same", NOW),
        event(Identity.of("bob"), "same", NOW),
        event(new Identity(Identity.Kind.OBJECT_ID, "ann"), "same", NOW),
        event(ANN, null, NOW),
        event(ANN, null, NOW));
  }

  @Test
  void e5_a_user_named_by_number_is_the_same_user() {
    begin();
    append(List.of(event(ANN, "named", NOW)));
    var ann = new KnownUser(users().find(account, ANN).orElseThrow());

    assertThat(append(List.of(event(ann, "named", NOW), event(ann, "fresh", NOW))).duplicates())
        .isEqualTo(1);
    assertThat(append(List.of(event(ANN, "fresh", NOW))).duplicates()).isEqualTo(1);
  }

  @Test
  void e5_ids_are_compared_exactly() {
    begin();
    var ids =
        List.of("a", "A", "a ", "a\0", "\uD83C", "\uFFFF0000", "é", "e\u0301", "x".repeat(128));

    for (int round = 0; round < 2; round++) {
      var batch = ids.stream().map(id -> event(ANN, id, NOW)).toList();
      assertThat(append(batch).duplicates()).isEqualTo(round * ids.size());
    }
  }

  /// Times of receipt move through four windows; what is dropped must be what a plain map says.
  @Test
  void e5_random_repeats_follow_the_model() {
    begin();
    long start = log().lastPosition();
    var random = new SplittableRandom(5);
    Map<String, Long> seen = new HashMap<>();
    int kept = 0;
    long now = NOW;
    for (int step = 0; step < 150; step++) {
      var batch = new ArrayList<NewRecord>();
      int duplicates = 0;
      for (int i = random.nextInt(20); i > 0; i--) {
        var user = "user " + random.nextInt(3);
        var id = "id " + random.nextInt(40);
        batch.add(event(Identity.of(user), id, now));
        var before = seen.get(user + id);
        if (before != null && now - before < WINDOW) {
          duplicates++;
        } else {
          seen.put(user + id, now);
          kept++;
        }
        now += random.nextLong(2 * WINDOW / 750);
      }
      assertThat(append(batch))
          .as("step %d", step)
          .isEqualTo(new Appended(start + kept, duplicates));
    }
    assertThat(kept).isGreaterThan(200);
  }

  @Test
  void e5_of_many_who_send_the_same_at_once_one_succeeds() {
    begin();
    long start = log().lastPosition();
    var batch = IntStream.range(0, 50).mapToObj(i -> event(ANN, "race " + i, NOW)).toList();

    Callable<Appended> race = () -> append(batch);
    var results = together(Collections.nCopies(8, race));

    assertThat(results).extracting(Appended::duplicates).containsOnlyOnce(0);
    assertThat(results.stream().mapToInt(Appended::duplicates).sum()).isEqualTo(7 * 50);
    assertThat(results).allSatisfy(r -> assertThat(r.lastPosition()).isEqualTo(start + 50));
    assertThat(read(start)).hasSize(50);
  }

  @Test
  void e6_a_batch_that_a_producer_repeats_is_dropped_whole() {
    begin();
    long start = log().lastPosition();

    assertThat(produce("grants " + account, 7, 3)).isEqualTo(new Appended(start + 3, 0));
    assertThat(produce("grants " + account, 7, 3)).isEqualTo(new Appended(start + 3, 3));
    assertThat(produce("grants " + account, 6, 2)).isEqualTo(new Appended(start + 3, 2));
    restart();
    assertThat(produce("grants " + account, 7, 3)).isEqualTo(new Appended(start + 3, 3));
    assertThat(produce("grants " + account, 9, 1)).isEqualTo(new Appended(start + 4, 0));

    assertThat(read(start)).hasSize(4);
  }

  @Test
  void e6_producers_do_not_know_each_other() {
    begin();

    assertThat(produce("one " + account, 5, 1).duplicates()).isZero();
    assertThat(produce("two " + account, 5, 1).duplicates()).isZero();
    assertThat(produce("two " + account, -5, 1).duplicates()).isEqualTo(1);
    assertThat(append(List.of(event(ANN, null, NOW))).duplicates()).isZero();
  }

  @Test
  void e6_of_many_copies_of_a_batch_sent_at_once_one_succeeds() {
    begin();
    long start = log().lastPosition();
    var tasks = new ArrayList<Callable<Appended>>();
    for (int i = 0; i < 8; i++) {
      tasks.add(() -> produce("racer " + account, 1, 10));
      tasks.add(() -> append(List.of(event(ANN, null, NOW))));
    }

    together(tasks);

    assertThat(read(start).stream().map(LogRecord::epochSecond).filter(second -> second == 1))
        .hasSize(10);
    assertThat(log().lastPosition()).isEqualTo(start + 18);
  }

  private Appended produce(String name, long sequence, int records) {
    var record = event(ANN, null, NOW);
    var one = new NewRecord(account, ANN, 1, NOW, record.body(), null);
    var batch = new AppendBatch(Collections.nCopies(records, one), new Producer(name, sequence));
    return appended(log().append(batch));
  }

  private NewRecord event(Subject subject, @Nullable String eventId, long receivedAtMillis) {
    var body = new RecordBody.Event(Name.of("Charged"), Properties.NONE);
    return new NewRecord(
        account, subject, receivedAtMillis / 1000, receivedAtMillis, body, eventId);
  }
}
