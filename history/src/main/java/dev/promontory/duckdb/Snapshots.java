package dev.promontory.duckdb;

import dev.promontory.duckdb.table.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Keeps what Java knows of the tables in step with what a transaction sees of them (H2): a commit
/// and the schema it brings are published together, and a transaction begins between two of them.
final class Snapshots {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private Schema schema = Schema.EMPTY;
  private long position;

  /// Commits, then shows what is new.
  void publish(Connection connection, Schema newSchema, long newPosition) throws SQLException {
    lock.lock();
    try {
      connection.commit();
      schema = newSchema;
      position = newPosition;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Keeps anything new from being shown until this thread lets go, so that it can begin a
  /// transaction that sees the tables as they are known now.
  ///
  /// @return the tables
  Schema holdStill() {
    lock.lock();
    return schema;
  }

  /// Lets go, if this thread holds still.
  void letGo() {
    if (lock.isHeldByCurrentThread()) {
      lock.unlock();
    }
  }

  Schema schema() {
    lock.lock();
    try {
      return schema;
    } finally {
      lock.unlock();
    }
  }

  long position() {
    lock.lock();
    try {
      return position;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until the position is reached.
  ///
  /// @return false if the time ran out first
  boolean await(long wanted, long nanos) throws InterruptedException {
    long left = nanos;
    lock.lockInterruptibly();
    try {
      while (position < wanted) {
        if (left <= 0) {
          return false;
        }
        left = moved.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
