package dev.promontory.history;

/// History has more questions, or longer ones, than it can answer in time. Nothing was answered;
/// asking again later may help.
public final class HistoryBusy extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message what took too long, and how long that is
  public HistoryBusy(String message) {
    super(message);
  }
}
