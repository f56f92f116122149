package dev.promontory.store;

/// The database gave up some work for a reason of its own: a deadlock or a conflict that came back
/// again and again, a lock or a statement that took too long or was cancelled, a table or a right
/// that is missing. Nothing of it was done and nothing is known to be wrong with it: the same work,
/// or less of it at once, may succeed later.
public final class StoreTrouble extends RuntimeException {

  /// A failure that the adapter recognised.
  public StoreTrouble(String reason, Throwable cause) {
    super(reason, cause);
  }
}
