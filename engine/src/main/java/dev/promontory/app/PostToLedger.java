package dev.promontory.app;

import dev.promontory.ledger.LedgerCommand;
import dev.promontory.ledger.LedgerOutcome;
import dev.promontory.store.GroupCommit;
import dev.promontory.store.Idempotency;
import dev.promontory.store.StoreUnavailable;
import dev.promontory.store.Transactions;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Posts single credits and debits from many threads; those that come at the same time share a
/// transaction. Repeats are recognised by their idempotency keys (S6). Safe for use by many
/// threads.
public final class PostToLedger implements AutoCloseable {

  /// The most requests that wait; more are turned away.
  public static final int MAX_WAITING = 10_000;

  private static final int MAX_BATCH = 1000;

  private final Transactions transactions;
  private final GroupCommit<Request, Answer> front;

  /// Starts a worker.
  public PostToLedger(Transactions transactions) {
    this.transactions = transactions;
    this.front =
        new GroupCommit<>(
            "ledger",
            new GroupCommit.Limits(MAX_WAITING, MAX_BATCH, 1),
            requests -> transactions.inTransaction(tx -> new KeyedPosting(tx).post(requests)),
            (_, failure) -> {
              throw failure;
            });
  }

  /// One command.
  ///
  /// @param key the caller's idempotency key with a hash of the body, or null
  /// @param now when it was asked for
  public record Request(LedgerCommand command, Idempotency.@Nullable Request key, Instant now) {}

  /// What the caller is told.
  public sealed interface Answer {

    /// It was decided: now, or when the key first came.
    record Decided(LedgerOutcome outcome) implements Answer {}

    /// The key came with another body before; nothing was done.
    record KeyConflict() implements Answer {}

    /// Too many requests wait; nothing was done.
    record Overloaded() implements Answer {}
  }

  /// Posts a command and returns when it is on disk.
  ///
  /// @throws StoreUnavailable if the store cannot be reached; whether the command was posted is
  ///   then unknown, and a repeat with the same key is safe
  public Answer post(Request request) {
    return front.submit(request).orElseGet(Answer.Overloaded::new);
  }

  /// What a caller was told when a key first came, for those who have to look something up before
  /// they can say what to post: what they find may be another thing by now (S6).
  ///
  /// @return empty if the key is new; nothing is claimed
  public Optional<Answer> repeat(Idempotency.Request key) {
    return transactions.inTransaction(tx -> KeyedPosting.known(tx, key));
  }

  /// Why nothing can be posted any more, a sentence; empty as long as it can.
  public Optional<String> obstacle() {
    return front.isBroken()
        ? Optional.of("the worker of the ledger has died; restart the server")
        : Optional.empty();
  }

  @Override
  public void close() {
    front.close();
  }
}
