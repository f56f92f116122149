package dev.promontory.server.work;

import dev.promontory.app.RelayOutbox.Relayed;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Empties the outbox, pass by pass.
public final class Relaying implements Rounds.Round {
  /// How often the outbox is looked at if nobody rings.
  static final Duration PAUSE = Duration.ofSeconds(5);

  private final Supplier<Relayed> pass;

  /// @param pass relays what fits one pass
  public Relaying(Supplier<Relayed> pass) {
    this.pass = pass;
  }

  /// @throws IllegalStateException if the log takes no more; the outbox keeps what is left
  @Override
  public Duration make(BooleanSupplier goOn) {
    var relayed = Relayed.SOME;
    while (relayed == Relayed.SOME && goOn.getAsBoolean()) {
      relayed = pass.get();
    }
    if (relayed == Relayed.HELD_UP) {
      throw new IllegalStateException("the event log takes no more at present");
    }
    return PAUSE;
  }
}
