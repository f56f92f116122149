package dev.promontory.duckdb;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How DuckDB says that a database can no longer be used before it is opened anew. There is no code
/// for it, only the words.
final class FatalError {
  private static final List<String> WORDS = List.of("FATAL Error:", "has been invalidated");

  private FatalError() {}

  /// Whether a failure, or what caused it, is such an error.
  static boolean isCauseOf(@Nullable Throwable failure) {
    if (failure == null) {
      return false;
    }
    var message = String.valueOf(failure.getMessage());
    return WORDS.stream().anyMatch(message::contains) || isCauseOf(failure.getCause());
  }
}
