package dev.promontory.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// Items that were offered together to a [GroupCommit], and the answers to the first of them. But
/// for the answer it belongs to the worker that has taken it.
record Offered<I, O>(List<I> items, List<O> answers, CompletableFuture<List<O>> answer) {

  /// One of the items.
  record Piece<I, O>(Offered<I, O> of, I item) {}

  Offered(List<I> items) {
    this(List.copyOf(items), new ArrayList<>(items.size()), new CompletableFuture<>());
  }

  Stream<Piece<I, O>> pieces() {
    return items.stream().map(item -> new Piece<>(this, item));
  }

  boolean isAnswered() {
    return answer.isDone();
  }

  /// The answer to the first item that has none.
  void add(O one) {
    answers.add(one);
    if (answers.size() == items.size()) {
      answer.complete(List.copyOf(answers));
    }
  }

  /// Of no effect if it is answered.
  void fail(Throwable failure) {
    answer.completeExceptionally(failure);
  }
}
