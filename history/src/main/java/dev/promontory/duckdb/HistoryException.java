package dev.promontory.duckdb;

/// History could not do what it was asked. Nothing was changed: what was to be appended is not
/// visible and may be appended again.
public final class HistoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public HistoryException(String message) {
    super(message);
  }

  public HistoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
