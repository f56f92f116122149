package dev.promontory.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Turns single items from many threads into few batches: a worker takes whatever has queued up and
/// does it in one transaction, so that under load many items share a commit.
///
/// A batch that fails is tried again in halves, until the culprit stands alone and the rest has
/// landed. When the store cannot be reached nothing is tried again: everybody gets the failure.
///
/// @param <I> what is submitted
/// @param <O> the answer to one item
public final class GroupCommit<I, O> implements AutoCloseable {
  private static final long IDLE_MILLIS = 100;

  /// How long a worker waits for callers that it has just answered: as long as it takes them to
  /// come back. A batch of twice the size costs far less than two.
  private static final long REGROUP_NANOS = 100_000;

  private final BlockingQueue<Waiting<I, O>> queue;
  private final int maxBatch;
  private final Function<List<I>, List<O>> batch;
  private final BiFunction<I, RuntimeException, O> culprit;
  private final List<Thread> workers = new ArrayList<>();
  private volatile boolean open = true;

  /// How much may wait and be done at once.
  ///
  /// @param capacity the most items that wait; more are turned away
  /// @param maxBatch the most items of one batch
  /// @param workers how many batches are done at the same time
  public record Limits(int capacity, int maxBatch, int workers) {}

  /// Starts the workers.
  ///
  /// @param name of the workers' threads
  /// @param batch does a batch in a transaction of its own; one answer per item, in order
  /// @param culprit the answer to an item that fails alone; may throw
  public GroupCommit(
      String name,
      Limits limits,
      Function<List<I>, List<O>> batch,
      BiFunction<I, RuntimeException, O> culprit) {
    this.queue = new ArrayBlockingQueue<>(limits.capacity());
    this.maxBatch = limits.maxBatch();
    this.batch = batch;
    this.culprit = culprit;
    for (int i = 1; i <= limits.workers(); i++) {
      workers.add(Thread.ofPlatform().name(name + "-" + i).daemon().start(this::work));
    }
  }

  /// Does an item and waits for its answer.
  ///
  /// @return empty if too many items wait, or this is closed: nothing was done
  /// @throws RuntimeException the failure, if the item could not be done; an error of the program
  ///   comes as the cause of one
  public Optional<O> submit(I item) {
    var answer = offer(item);
    try {
      return answer.map(CompletableFuture::join);
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /// Has an item done and does not wait. Those that one thread offers are done in that order if
  /// there is one worker.
  ///
  /// @return its answer, or the failure, once there is one; completed by a worker, whom nobody may
  ///   keep. Empty if too many items wait, or this is closed: nothing was done
  public Optional<CompletableFuture<O>> offer(I item) {
    var waiting = new Waiting<I, O>(item, new CompletableFuture<>());
    if (!open || !queue.offer(waiting)) {
      return Optional.empty();
    }
    if (!open && queue.remove(waiting)) {
      // Closed in between; the workers may have ended already.
      return Optional.empty();
    }
    return Optional.of(waiting.answer());
  }

  /// How many items wait.
  public int waiting() {
    return queue.size();
  }

  /// Whether a worker has ended though this is not closed: items may then wait for ever.
  public boolean isBroken() {
    return open && !workers.stream().allMatch(Thread::isAlive);
  }

  /// Takes no more items, does those that wait, and ends the workers.
  @Override
  public void close() {
    open = false;
    workers.forEach(GroupCommit::join);
  }

  private void work() {
    int before = 0;
    while (open || !queue.isEmpty()) {
      var taken = take(before);
      before = taken.size();
      if (!taken.isEmpty()) {
        attempt(taken);
      }
    }
  }

  /// Whatever waits, at most a batch; empty if nothing came for a while.
  ///
  /// @param before the size of the batch that has just been answered
  private List<Waiting<I, O>> take(int before) {
    var taken = new ArrayList<Waiting<I, O>>();
    try {
      var first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
      if (first != null) {
        taken.add(first);
        queue.drainTo(taken, maxBatch - 1);
        if (taken.size() < before) {
          LockSupport.parkNanos(REGROUP_NANOS);
          queue.drainTo(taken, maxBatch - taken.size());
        }
      }
    } catch (InterruptedException _) {
      // Nobody interrupts the workers: they end by themselves.
    }
    return taken;
  }

  /// Whatever happens, everybody is answered: who submitted an item waits for nothing else.
  private void attempt(List<Waiting<I, O>> items) {
    List<O> answers;
    try {
      answers = batch.apply(items.stream().map(Waiting::item).toList());
    } catch (StoreUnavailable e) {
      fail(items, e);
      return;
    } catch (RuntimeException e) {
      separate(items, e);
      return;
    } catch (Throwable e) {
      fail(items, e);
      return;
    }
    if (answers.size() != items.size()) {
      fail(items, new IllegalStateException("done, but it is not known whose answer is whose"));
      return;
    }
    for (int i = 0; i < items.size(); i++) {
      items.get(i).answer().complete(answers.get(i));
    }
  }

  private static <I, O> void fail(List<Waiting<I, O>> items, Throwable failure) {
    items.forEach(item -> item.answer().completeExceptionally(failure));
  }

  private void separate(List<Waiting<I, O>> items, RuntimeException failure) {
    if (items.size() > 1) {
      int half = items.size() / 2;
      attempt(items.subList(0, half));
      attempt(items.subList(half, items.size()));
      return;
    }
    var alone = items.getFirst();
    try {
      alone.answer().complete(culprit.apply(alone.item(), failure));
    } catch (Throwable e) {
      alone.answer().completeExceptionally(e);
    }
  }

  private static void join(Thread worker) {
    boolean interrupted = false;
    while (worker.isAlive()) {
      try {
        worker.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private record Waiting<I, O>(I item, CompletableFuture<O> answer) {}
}
