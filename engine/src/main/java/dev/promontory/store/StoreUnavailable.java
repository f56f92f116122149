package dev.promontory.store;

/// The database cannot be reached, is shutting down or has no room: nothing is wrong with the work,
/// and the same work may succeed later. Whether a transaction that was being committed has landed
/// is unknown.
public final class StoreUnavailable extends RuntimeException {
  private final boolean diskFull;

  /// A failure that the adapter recognised.
  ///
  /// @param diskFull whether the database has no room
  public StoreUnavailable(String reason, boolean diskFull, Throwable cause) {
    super(reason, cause);
    this.diskFull = diskFull;
  }

  /// A store that says by itself that it takes nothing now.
  ///
  /// @param diskFull whether it has no room
  public StoreUnavailable(String reason, boolean diskFull) {
    super(reason);
    this.diskFull = diskFull;
  }

  public boolean diskFull() {
    return diskFull;
  }
}
