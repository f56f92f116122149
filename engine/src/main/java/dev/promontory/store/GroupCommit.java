package dev.promontory.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Turns items from many threads into few batches: a worker takes whatever has queued up and does
/// it in one transaction, so that under load many items share a commit.
///
/// Items that were offered together stay together: no other transaction begins between them as long
/// as they can be done. A batch that fails is tried again in halves, one after the other, until the
/// culprit stands alone and the rest has landed. Of items that were offered together none is done
/// after one before it was left undone (LH2): when the store cannot be reached, nothing of the
/// batch is tried again and everybody who has no answer yet gets the failure. An item that alone
/// meets [StoreTrouble] is no culprit: it gets [StoreUnavailable], too.
///
/// @param <I> what is submitted
/// @param <O> the answer to one item
public final class GroupCommit<I, O> implements AutoCloseable {
  private static final long IDLE_MILLIS = 100;

  /// How long a worker waits for callers that it has just answered: as long as it takes them to
  /// come back. A batch of twice the size costs far less than two.
  private static final long REGROUP_NANOS = 100_000;

  private final BlockingDeque<Offered<I, O>> queue = new LinkedBlockingDeque<>();
  private final Limits limits;

  /// For how many items there is room in the queue.
  private final Semaphore room;

  private final Function<List<I>, List<O>> batch;
  private final BiFunction<I, RuntimeException, O> culprit;
  private final List<Thread> workers = new ArrayList<>();
  private volatile boolean open = true;

  /// How much may wait and be done at once.
  ///
  /// @param capacity the most items that wait; more are turned away
  /// @param maxBatch the most items of one batch, and of those that are offered together
  /// @param workers how many batches are done at the same time
  public record Limits(int capacity, int maxBatch, int workers) {}

  /// Starts the workers.
  ///
  /// @param name of the workers' threads
  /// @param batch does a batch in a transaction of its own; one answer per item, in order
  /// @param culprit the answer to an item that fails alone, by its own fault; may throw
  public GroupCommit(
      String name,
      Limits limits,
      Function<List<I>, List<O>> batch,
      BiFunction<I, RuntimeException, O> culprit) {
    this.limits = limits;
    this.room = new Semaphore(limits.capacity());
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
    var answer = offer(List.of(item));
    try {
      return answer.map(CompletableFuture::join).map(List::getFirst);
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /// Has items done, in their order and as one, and does not wait. Those that one thread offers are
  /// done in that order if there is one worker.
  ///
  /// @return their answers once all are there, or the first failure: then it is not known how many
  ///   are done, but none is without those before it. Completed by a worker, whom nobody may keep.
  ///   Empty if too many items wait, or this is closed: nothing was done
  /// @throws IllegalArgumentException if there are none, or more than fit a batch
  public Optional<CompletableFuture<List<O>>> offer(List<I> items) {
    if (items.isEmpty() || items.size() > limits.maxBatch()) {
      throw new IllegalArgumentException(items.size() + " items are offered together");
    }
    if (!open || !room.tryAcquire(items.size())) {
      return Optional.empty();
    }
    var offered = new Offered<I, O>(items);
    queue.add(offered);
    if (!open && queue.remove(offered)) {
      // Closed in between; the workers may have ended already.
      room.release(items.size());
      return Optional.empty();
    }
    return Optional.of(offered.answer());
  }

  /// How many items wait.
  public int waiting() {
    return limits.capacity() - room.availablePermits();
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
      before = size(taken);
      if (!taken.isEmpty()) {
        answer(taken);
      }
    }
  }

  /// Whatever waits, at most a batch; empty if nothing came for a while.
  ///
  /// @param before the size of the batch that has just been answered
  private List<Offered<I, O>> take(int before) {
    var taken = new ArrayList<Offered<I, O>>();
    try {
      var first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
      if (first != null) {
        taken.add(first);
        drainTo(taken);
        if (size(taken) < before) {
          LockSupport.parkNanos(REGROUP_NANOS);
          drainTo(taken);
        }
      }
    } catch (InterruptedException _) {
      // Nobody interrupts the workers: they end by themselves.
    }
    room.release(size(taken));
    return taken;
  }

  /// Adds what fits the batch as a whole.
  private void drainTo(List<Offered<I, O>> taken) {
    int size = size(taken);
    for (var next = queue.poll(); next != null; next = queue.poll()) {
      size += next.items().size();
      if (size > limits.maxBatch()) {
        queue.addFirst(next);
        return;
      }
      taken.add(next);
    }
  }

  private static int size(List<? extends Offered<?, ?>> taken) {
    return taken.stream().mapToInt(offered -> offered.items().size()).sum();
  }

  /// Whatever happens, everybody is answered: who submitted an item waits for nothing else.
  private void answer(List<Offered<I, O>> taken) {
    try {
      attempt(taken.stream().flatMap(Offered::pieces).toList());
    } catch (Throwable e) {
      taken.forEach(offered -> offered.fail(e));
    }
  }

  /// @throws StoreUnavailable if the store cannot be reached; like everything else that is thrown,
  ///   it ends the batch
  private void attempt(List<Offered.Piece<I, O>> pieces) {
    List<O> answers;
    try {
      answers = batch.apply(pieces.stream().map(Offered.Piece::item).toList());
    } catch (StoreUnavailable e) {
      throw e;
    } catch (RuntimeException e) {
      separate(pieces, e);
      return;
    }
    if (answers.size() != pieces.size()) {
      throw new IllegalStateException("done, but it is not known whose answer is whose");
    }
    for (int i = 0; i < pieces.size(); i++) {
      pieces.get(i).of().add(answers.get(i));
    }
  }

  private void separate(List<Offered.Piece<I, O>> pieces, RuntimeException failure) {
    if (pieces.size() == 1) {
      alone(pieces.getFirst(), failure);
      return;
    }
    int half = pieces.size() / 2;
    attempt(pieces.subList(0, half));
    var rest =
        pieces.subList(half, pieces.size()).stream()
            .filter(piece -> !piece.of().isAnswered())
            .toList();
    if (!rest.isEmpty()) {
      attempt(rest);
    }
  }

  private void alone(Offered.Piece<I, O> piece, RuntimeException failure) {
    try {
      if (failure instanceof StoreTrouble) {
        throw failure;
      }
      piece.of().add(culprit.apply(piece.item(), failure));
    } catch (StoreUnavailable e) {
      throw e;
    } catch (StoreTrouble e) {
      piece.of().fail(new StoreUnavailable("the store is in trouble", false, e));
    } catch (RuntimeException e) {
      piece.of().fail(e);
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
}
