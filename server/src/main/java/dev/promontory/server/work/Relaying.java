package dev.promontory.server.work;

import dev.promontory.app.RelayOutbox.Relayed;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Empties the outbox, pass by pass.
public final class Relaying implements Rounds.Round {
  /// How often the outbox is looked at if nobody rings.
  static final Duration PAUSE = Duration.ofSeconds(5);

  /// How long it rests after few events, in times of what they took: a pass costs the more the
  /// fewer events share it.
  private static final int REST_TIMES = 4;

  private static final long MAX_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Supplier<Relayed> pass;

  /// @param pass relays what fits one pass
  public Relaying(Supplier<Relayed> pass) {
    this.pass = pass;
  }

  /// @throws IllegalStateException if the log takes no more; the outbox keeps what is left
  @Override
  public Duration make(BooleanSupplier goOn) {
    while (goOn.getAsBoolean()) {
      long began = System.nanoTime();
      switch (pass.get()) {
        case NOTHING -> {
          return PAUSE;
        }
        case FEW -> LockSupport.parkNanos(rest(System.nanoTime() - began));
        case MANY -> {}
        case HELD_UP -> throw new IllegalStateException("the event log takes no more at present");
      }
    }
    return PAUSE;
  }

  private static long rest(long nanos) {
    return Math.min(REST_TIMES * nanos, MAX_REST_NANOS);
  }
}
