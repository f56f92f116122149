package dev.promontory.server.work;

import dev.promontory.app.Alarm;

/// An alarm that is handed out before there is anybody to wake.
public final class Bell implements Alarm {
  private volatile Alarm sleeper = () -> {};

  /// Whom it wakes from now on.
  public void wakes(Alarm sleeper) {
    this.sleeper = sleeper;
  }

  @Override
  public void ring() {
    sleeper.ring();
  }
}
