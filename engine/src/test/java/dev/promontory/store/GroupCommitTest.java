package dev.promontory.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.promontory.store.GroupCommit.Limits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GroupCommitTest {
  private static final int POISON = 999;

  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final List<List<Integer>> batches = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch mayGoOn = new CountDownLatch(1);

  @AfterEach
  void end() {
    mayGoOn.countDown();
    callers.close();
  }

  @Test
  void what_queues_up_behind_a_batch_becomes_one_batch() throws Exception {
    try (var front = front(new Limits(100, 100, 1))) {
      var first = submit(front, 0);
      begun.await();
      var rest = submitAll(front, 1, 50);
      mayGoOn.countDown();

      assertThat(first.get()).contains("done 0");
      assertThat(answers(rest)).hasSize(50).allMatch(answer -> answer.startsWith("done"));
      assertThat(batches).hasSize(2);
    }
  }

  @Test
  void a_batch_is_never_larger_than_its_limit() throws Exception {
    try (var front = front(new Limits(100, 10, 1))) {
      var first = submit(front, 0);
      begun.await();
      var rest = submitAll(front, 1, 50);
      mayGoOn.countDown();
      answers(rest);
      first.get();

      assertThat(batches).allMatch(batch -> batch.size() <= 10);
    }
  }

  @Test
  void a_full_queue_turns_away_and_loses_nothing() throws Exception {
    try (var front = front(new Limits(5, 10, 1))) {
      var first = submit(front, 0);
      begun.await();
      var queued = submitAll(front, 1, 5);

      assertThat(front.submit(99)).isEmpty();

      mayGoOn.countDown();
      assertThat(answers(queued)).hasSize(5);
      assertThat(first.get()).isPresent();
    }
  }

  @Test
  void a_poisoned_item_stands_alone_and_the_rest_lands() throws Exception {
    try (var front = front(new Limits(100, 100, 1))) {
      var first = submit(front, 0);
      begun.await();
      var rest = submitAll(front, 980, 1019);
      mayGoOn.countDown();

      assertThat(answers(rest))
          .hasSize(40)
          .contains("culprit 999")
          .filteredOn(answer -> answer.startsWith("done"))
          .hasSize(39);
      first.get();
      // 40 items in halves of halves: a few batches, not one per item.
      assertThat(batches.size()).isLessThan(16);
    }
  }

  @Test
  void a_store_that_cannot_be_reached_is_not_asked_in_halves() throws Exception {
    var asked = new ArrayList<Integer>();
    try (var front =
        new GroupCommit<Integer, String>(
            "test",
            new Limits(100, 100, 1),
            items -> {
              asked.add(items.size());
              awaitBegin();
              throw new StoreUnavailable("gone", false, new IllegalStateException());
            },
            (item, _) -> "culprit " + item)) {
      var first = submit(front, 0);
      begun.await();
      var rest = submitAll(front, 1, 20);
      mayGoOn.countDown();

      assertThatThrownBy(first::get).hasCauseInstanceOf(StoreUnavailable.class);
      for (var answer : rest) {
        assertThatThrownBy(answer::get).hasCauseInstanceOf(StoreUnavailable.class);
      }
      assertThat(asked).hasSize(2);
    }
  }

  @Test
  void an_error_of_the_program_is_told_and_the_worker_goes_on() throws Exception {
    try (var front =
        new GroupCommit<Integer, String>(
            "test",
            new Limits(100, 100, 1),
            items -> {
              if (items.contains(POISON)) {
                throw new AssertionError("a fault of the program");
              }
              return items.stream().map(item -> "done " + item).toList();
            },
            (item, _) -> "culprit " + item)) {
      var poisoned = submit(front, POISON);

      assertThatThrownBy(poisoned::get).hasRootCauseInstanceOf(AssertionError.class);
      assertThat(front.submit(1)).contains("done 1");
      assertThat(front.isBroken()).isFalse();
    }
  }

  @Test
  void nothing_is_done_again_when_answers_are_missing() throws Exception {
    var asked = Collections.synchronizedList(new ArrayList<List<Integer>>());
    try (var front =
        new GroupCommit<Integer, String>(
            "test",
            new Limits(100, 100, 1),
            items -> {
              asked.add(items);
              return List.of();
            },
            (item, _) -> "culprit " + item)) {
      var answer = submit(front, 1);

      assertThatThrownBy(answer::get).hasCauseInstanceOf(IllegalStateException.class);
      assertThat(asked).hasSize(1);
    }
  }

  @Test
  void what_is_offered_together_is_not_cut() throws Exception {
    try (var front = front(new Limits(100, 10, 1))) {
      var first = submit(front, 0);
      begun.await();
      var offers = List.of(List.of(1, 2, 3, 4, 5, 6), List.of(7, 8, 9, 10, 11, 12), List.of(13));
      var answers = offers.stream().map(items -> front.offer(items).orElseThrow()).toList();
      assertThat(front.waiting()).isEqualTo(13);
      mayGoOn.countDown();

      assertThat(answers.getFirst().get()).startsWith("done 1", "done 2").hasSize(6);
      assertThat(answers.getLast().get()).containsExactly("done 13");
      first.get();
      assertThat(batches)
          .containsExactly(List.of(0), offers.get(0), List.of(7, 8, 9, 10, 11, 12, 13));
      assertThat(front.waiting()).isZero();
    }
  }

  @Test
  void a_poisoned_item_is_separated_from_those_it_was_offered_with_in_their_order()
      throws Exception {
    try (var front = front(new Limits(100, 100, 1))) {
      mayGoOn.countDown();
      var items = List.of(1, 2, 3, POISON, 5, 6, 7);

      assertThat(front.offer(items).orElseThrow().get())
          .containsExactly(
              "done 1", "done 2", "done 3", "culprit 999", "done 5", "done 6", "done 7");
      assertThat(landed()).containsExactly(1, 2, 3, 5, 6, 7);
    }
  }

  /// The store goes away when the first half of a poisoned batch is tried again, and comes back at
  /// once.
  @Test
  void lh2_nothing_lands_before_what_comes_earlier_when_the_store_is_away_for_a_moment() {
    var gone = new StoreUnavailable("gone", false, new IllegalStateException());
    try (var front = failingOn(POISON, 1, gone)) {
      mayGoOn.countDown();

      assertThatThrownBy(() -> front.offer(List.of(1, 2, POISON, 4)).orElseThrow().get())
          .hasCause(gone);

      assertThat(landed()).isEmpty();
      assertThat(front.submit(1)).contains("done 1");
    }
  }

  @Test
  void lh2_nothing_lands_behind_a_culprit_that_has_no_answer_but_what_others_offered()
      throws Exception {
    try (var front = failingOn(-1, POISON, new IllegalStateException("no answer"))) {
      var first = submit(front, 0);
      begun.await();
      var poisoned = front.offer(List.of(1, POISON, 3, 4)).orElseThrow();
      var other = front.offer(List.of(5, 6)).orElseThrow();
      mayGoOn.countDown();

      assertThat(other.get()).containsExactly("done 5", "done 6");
      assertThatThrownBy(poisoned::get).hasRootCauseMessage("no answer");
      first.get();
      assertThat(landed()).containsExactly(0, 1, 5, 6);
    }
  }

  @Test
  void nothing_and_more_than_a_batch_cannot_be_offered_together() {
    try (var front = front(new Limits(100, 3, 1))) {
      assertThatThrownBy(() -> front.offer(List.of())).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> front.offer(List.of(1, 2, 3, 4)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void closing_does_what_waits_and_turns_away_what_comes_later() throws Exception {
    var front = front(new Limits(100, 3, 1));
    var first = submit(front, 0);
    begun.await();
    var rest = submitAll(front, 1, 10);
    mayGoOn.countDown();

    front.close();

    assertThat(first.get()).isPresent();
    assertThat(answers(rest)).hasSize(10);
    assertThat(front.submit(11)).isEmpty();
  }

  private GroupCommit<Integer, String> front(Limits limits) {
    return new GroupCommit<>(
        "test",
        limits,
        items -> {
          awaitBegin();
          batches.add(List.copyOf(items));
          if (items.contains(POISON)) {
            throw new IllegalArgumentException("poison");
          }
          return items.stream().map(item -> "done " + item).toList();
        },
        (item, _) -> "culprit " + item);
  }

  /// Those that were done, in the order in which they were.
  private List<Integer> landed() {
    return batches.stream().filter(batch -> !batch.contains(POISON)).flatMap(List::stream).toList();
  }

  /// As [#front], but a batch that has one item without a certain other fails with a failure, which
  /// is also what becomes of a culprit. Once.
  private GroupCommit<Integer, String> failingOn(int without, int item, RuntimeException failure) {
    var fails = new AtomicBoolean(true);
    return new GroupCommit<>(
        "test",
        new Limits(100, 100, 1),
        items -> {
          awaitBegin();
          if (items.contains(item) && !items.contains(without) && fails.getAndSet(false)) {
            throw failure;
          }
          batches.add(List.copyOf(items));
          if (items.contains(POISON)) {
            throw new IllegalArgumentException("poison");
          }
          return items.stream().map(done -> "done " + done).toList();
        },
        (_, _) -> {
          throw failure;
        });
  }

  private void awaitBegin() {
    begun.countDown();
    try {
      if (!mayGoOn.await(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the test never went on");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Future<Optional<String>> submit(GroupCommit<Integer, String> front, int item) {
    return callers.submit(() -> front.submit(item));
  }

  /// Submits items, each by a thread of its own, and returns once they all wait in the queue.
  private List<Future<Optional<String>>> submitAll(
      GroupCommit<Integer, String> front, int first, int last) {
    var answers = new ArrayList<Future<Optional<String>>>();
    for (int item = first; item <= last; item++) {
      answers.add(submit(front, item));
    }
    while (front.waiting() < last - first + 1) {
      Thread.onSpinWait();
    }
    return answers;
  }

  private static List<String> answers(List<Future<Optional<String>>> futures)
      throws InterruptedException, ExecutionException {
    var answers = new ArrayList<String>();
    for (var future : futures) {
      answers.add(future.get().orElse("turned away"));
    }
    return answers;
  }
}
