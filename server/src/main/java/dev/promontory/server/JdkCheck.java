package dev.promontory.server;

import dev.promontory.server.database.StartFailure;

/// Refuses Java releases that would corrupt data.
final class JdkCheck {
  private static final int FEATURE = 25;
  private static final int FIRST_FIT_UPDATE = 3;

  private JdkCheck() {}

  /// Returns when a Java release is fit for use.
  ///
  /// @throws StartFailure for anything older than 25, and for 25.0.0 to 25.0.2: under the G1
  ///   collector they corrupt memory that is handed to native code (JDK-8377811), which is how
  ///   DuckDB and zstd get theirs
  static void check(Runtime.Version version) {
    if (version.feature() < FEATURE) {
      throw new StartFailure(
          "Promontory needs Java 25, release 25.0.3 or newer; this is " + version);
    }
    if (version.feature() == FEATURE
        && version.interim() == 0
        && version.update() < FIRST_FIT_UPDATE) {
      throw new StartFailure(
          "Java 25.0.0 to 25.0.2 corrupt memory that is handed to native code (JDK-8377811); use 25.0.3 or newer; this is "
              + version);
    }
  }
}
