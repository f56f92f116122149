package dev.promontory.testkit.log;

import static dev.promontory.log.EventTypes.MAX_PER_ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.log.EventTypes;
import dev.promontory.record.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every store of event names must do.
public abstract class EventTypesContract {
  private static final int THREADS = 8;

  /// Another process on the same store: nothing in memory is shared with the ones before.
  protected abstract EventTypes open();

  /// The number of an account that no other test uses.
  protected abstract int freshAccount();

  @Test
  void names_are_listed_in_order_of_first_use_as_first_written() {
    int account = freshAccount();
    var types = open();

    assertThat(types.admit(account, Name.of("Charged"))).isTrue();
    assertThat(types.admit(account, Name.of("App Launched"))).isTrue();
    assertThat(types.admit(account, Name.of("CHARGED"))).isTrue();

    assertThat(open().all(account))
        .extracting(Name::display)
        .containsExactly("Charged", "App Launched");
  }

  @Test
  void s3_8_names_that_differ_in_case_or_spaces_are_one() {
    int account = freshAccount();
    for (var written : List.of("Product Viewed", "productviewed", " PRODUCT  viewed")) {
      assertThat(open().admit(account, Name.of(written))).isTrue();
    }

    assertThat(open().all(account)).containsExactly(Name.of("Product Viewed"));
  }

  @Test
  void an_account_has_names_of_its_own() {
    int one = freshAccount();
    int two = freshAccount();
    var types = open();
    fill(types, one, 0, MAX_PER_ACCOUNT);

    assertThat(types.admit(two, Name.of("Charged"))).isTrue();

    assertThat(types.all(two)).containsExactly(Name.of("Charged"));
    assertThat(types.admit(one, Name.of("Charged"))).isFalse();
  }

  @Test
  void after_the_last_free_place_only_known_names_are_admitted() {
    int account = freshAccount();
    var types = open();
    fill(types, account, 0, MAX_PER_ACCOUNT);

    assertThat(types.admit(account, Name.of("one too many"))).isFalse();
    assertThat(open().admit(account, Name.of("one too many"))).isFalse();

    assertThat(types.admit(account, Name.of("event 7"))).isTrue();
    assertThat(open().admit(account, Name.of("event 511"))).isTrue();
    assertThat(open().all(account)).hasSize(MAX_PER_ACCOUNT);
  }

  @Test
  void hostile_names_are_kept_exactly() {
    int account = freshAccount();
    var names = List.of("a\0b", "\uD83D", "\uFFFF0000", "' OR ''='", "<b>", "\uD83C\uDF81", "%_\\");

    names.forEach(name -> assertThat(open().admit(account, Name.of(name))).as(name).isTrue());

    assertThat(open().all(account)).extracting(Name::display).containsExactlyElementsOf(names);
  }

  /// Half of the racers share a process, the others have one of their own.
  @Test
  void the_limit_is_exact_when_many_ask_at_once() throws Exception {
    int account = freshAccount();
    int free = 40;
    fill(open(), account, 0, MAX_PER_ACCOUNT - free);
    var shared = open();
    var barrier = new CyclicBarrier(THREADS);
    List<Callable<Long>> racers = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      var types = thread % 2 == 0 ? shared : open();
      int first = thread * 20;
      racers.add(
          () -> {
            barrier.await();
            return IntStream.range(first, first + 40)
                .filter(i -> types.admit(account, Name.of("racer " + i)))
                .count();
          });
    }

    var admitted = run(racers);

    var names = open().all(account);
    assertThat(names).hasSize(MAX_PER_ACCOUNT).doesNotHaveDuplicates();
    assertThat(admitted).isGreaterThanOrEqualTo(free);
    assertThat(names).allSatisfy(name -> assertThat(open().admit(account, name)).isTrue());
  }

  private static long run(List<Callable<Long>> racers)
      throws InterruptedException, ExecutionException {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      long sum = 0;
      for (Future<Long> racer : executor.invokeAll(racers)) {
        sum += racer.get();
      }
      return sum;
    }
  }

  private static void fill(EventTypes types, int account, int from, int to) {
    for (int i = from; i < to; i++) {
      assertThat(types.admit(account, Name.of("event " + i))).isTrue();
    }
  }
}
