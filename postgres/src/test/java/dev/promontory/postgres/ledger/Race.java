package dev.promontory.postgres.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/// Many threads that start at the same moment.
final class Race {
  private Race() {}

  /// Runs a task in each of so many threads, all let go at once.
  ///
  /// @param task what a thread does, by its number from 0
  /// @return what each answered, in order of the numbers
  static <T> List<T> run(int threads, IntFunction<T> task) throws Exception {
    var barrier = new CyclicBarrier(threads);
    try (var pool = Executors.newFixedThreadPool(threads)) {
      var running = new ArrayList<Future<T>>();
      for (int i = 0; i < threads; i++) {
        int number = i;
        running.add(
            pool.submit(
                () -> {
                  barrier.await();
                  return task.apply(number);
                }));
      }
      return answers(running);
    }
  }

  private static <T> List<T> answers(List<Future<T>> running)
      throws InterruptedException, ExecutionException {
    var answers = new ArrayList<T>();
    for (var each : running) {
      answers.add(each.get());
    }
    return answers;
  }
}
