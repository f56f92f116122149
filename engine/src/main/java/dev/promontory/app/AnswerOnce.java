package dev.promontory.app;

import dev.promontory.store.Idempotency.Claim;
import dev.promontory.store.Idempotency.Request;
import dev.promontory.store.Transactions;
import dev.promontory.store.Tx;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Does what was asked for once per idempotency key: work and answer are stored together, and a
/// repeat gets the first answer (S6).
public final class AnswerOnce {
  private final Transactions transactions;

  public AnswerOnce(Transactions transactions) {
    this.transactions = transactions;
  }

  /// Does the work in a transaction of its own, or finds its answer.
  ///
  /// @param key null if the caller sent none; then the work is always done
  /// @param work answers with what is to be repeated: also a refusal
  /// @return empty if the key came with another body before; nothing was done
  public Optional<String> answer(@Nullable Request key, Instant now, Function<Tx, String> work) {
    return transactions.inTransaction(
        tx -> key == null ? Optional.of(work.apply(tx)) : answer(tx, key, now, work));
  }

  private static Optional<String> answer(
      Tx tx, Request key, Instant now, Function<Tx, String> work) {
    return switch (tx.idempotency().claim(key, now)) {
      case Claim.Repeat(var answer) -> Optional.of(answer);
      case Claim.Conflict _ -> Optional.empty();
      case Claim.New _ -> {
        var answer = work.apply(tx);
        tx.idempotency().answer(Map.of(key, answer), now);
        yield Optional.of(answer);
      }
    };
  }
}
