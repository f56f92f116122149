package dev.promontory.server.http;

import dev.promontory.postgres.failure.PostgresFailure;
import dev.promontory.store.StoreUnavailable;

/// What a failure says about the database, as far as a caller should know.
enum StoreFailure {
  /// It cannot be reached, or cannot work just now; the call may be repeated.
  UNREACHABLE,
  /// It has no room left on its disk.
  FULL,
  /// Nothing: the failure is another one.
  NONE;

  /// Looks through the causes of a failure.
  static StoreFailure of(Throwable failure) {
    if (failure instanceof StoreUnavailable unavailable) {
      return unavailable.diskFull() ? FULL : UNREACHABLE;
    }
    return switch (PostgresFailure.of(failure)) {
      case LOST, UNAVAILABLE, ABORTED -> UNREACHABLE;
      case DISK_FULL -> FULL;
      case CANCELLED, MISFIT, OTHER -> NONE;
    };
  }
}
