package dev.promontory.rocksdb;

/// Waiting for threads that end by themselves.
final class Threads {
  private Threads() {}

  /// Waits until a thread has ended, even if interrupted meanwhile.
  static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
