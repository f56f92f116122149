package dev.promontory.server;

import dev.promontory.duckdb.DuckDbHistory;
import dev.promontory.rocksdb.RocksDbHost;

/// Loads the native code of the stores while the database starts: it is unpacked from their jars,
/// and takes a part of a second each.
final class NativeCode {
  private NativeCode() {}

  /// Begins to load it. Whoever needs it meanwhile waits for it; what fails here fails there, with
  /// a reason.
  static void load() {
    Thread.ofPlatform().daemon().name("native code").start(NativeCode::loadAll);
  }

  private static void loadAll() {
    try {
      RocksDbHost.loadNativeCode();
      DuckDbHistory.loadNativeCode();
    } catch (RuntimeException | LinkageError _) {
      // Told when the stores are opened.
    }
  }
}
