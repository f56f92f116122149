package dev.promontory.app;

import dev.promontory.grant.GrantOutcome;
import dev.promontory.grant.GrantRequest;
import dev.promontory.store.GroupCommit;
import dev.promontory.store.StoreUnavailable;
import dev.promontory.store.Transactions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

/// Grants requests from many threads; those that come at the same time share a transaction. A
/// request that keeps failing by its own fault is recorded as a failed credit, for ever; the others
/// land. What the store fails at is not decided. Safe for use by many threads.
public final class Granter implements AutoCloseable {

  /// The most requests that wait; more are turned away.
  public static final int MAX_WAITING = 20_000;

  /// The most requests that are decided together.
  public static final int MAX_BATCH = 5_000;

  private final Transactions transactions;
  private final GrantRewards rewards;
  private final GroupCommit<Asked, GrantOutcome> front;

  /// A request and when it was made.
  private record Asked(GrantRequest request, Instant now) {}

  /// Starts a worker.
  public Granter(Transactions transactions, GrantRewards rewards) {
    this.transactions = transactions;
    this.rewards = rewards;
    this.front =
        new GroupCommit<>(
            "granter",
            new GroupCommit.Limits(MAX_WAITING, MAX_BATCH, 1),
            this::grant,
            (asked, _) -> recordFailure(asked));
  }

  /// Starts a worker that tells nobody what it decides.
  public Granter(Transactions transactions) {
    this(transactions, new GrantRewards());
  }

  /// Decides a request and returns when the answer is on disk.
  ///
  /// @return empty if too many requests wait: nothing was done
  /// @throws StoreUnavailable if the store cannot be reached or is in trouble; whether the request
  ///   was decided is then unknown, and asking again is safe (G1)
  public Optional<GrantOutcome> grant(GrantRequest request, Instant now) {
    return front.submit(new Asked(request, now));
  }

  /// Decides requests in their order and does not wait. They share a transaction; if one of them
  /// fails for its own sake, they are cut, in order, until it stands alone. None is decided as long
  /// as one before it is not (LH2).
  ///
  /// @param requests at most [#MAX_BATCH]
  /// @return completes with the answers, in the same order, when all are on disk; by the thread
  ///   that decides, whom nobody may keep. If it fails, it is not known how many are decided, but
  ///   none is without those before it, and asking for all again is safe (G1): with
  ///   [StoreUnavailable] if the store cannot be reached or is in trouble, with
  ///   [RejectedExecutionException] if more than [#MAX_WAITING] would wait
  public CompletionStage<List<GrantOutcome>> grantAll(List<GrantRequest> requests, Instant now) {
    if (requests.isEmpty()) {
      return CompletableFuture.completedFuture(List.of());
    }
    var answers = front.offer(requests.stream().map(request -> new Asked(request, now)).toList());
    return answers.orElseGet(
        () ->
            CompletableFuture.failedFuture(
                new RejectedExecutionException("too many requests wait to be decided")));
  }

  /// Why nothing can be granted live any more, a sentence; empty as long as it can.
  public Optional<String> obstacle() {
    return front.isBroken()
        ? Optional.of("the worker of the granter has died; restart the server")
        : Optional.empty();
  }

  @Override
  public void close() {
    front.close();
  }

  private List<GrantOutcome> grant(List<Asked> batch) {
    var now = batch.stream().map(Asked::now).max(Comparator.naturalOrder()).orElseThrow();
    var requests = batch.stream().map(Asked::request).toList();
    return transactions.inTransaction(tx -> rewards.grant(tx, requests, now));
  }

  private GrantOutcome recordFailure(Asked asked) {
    return transactions.inTransaction(
        tx -> rewards.recordFailure(tx, asked.request(), asked.now()));
  }
}
