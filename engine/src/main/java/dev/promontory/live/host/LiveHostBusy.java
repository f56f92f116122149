package dev.promontory.live.host;

/// Live campaigns are too far behind, or closed: nothing was done. Try again later.
public final class LiveHostBusy extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LiveHostBusy(String message) {
    super(message);
  }
}
