package dev.promontory.duckdb;

import dev.promontory.duckdb.table.Schema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/// Keeps what Java knows of the tables in step with what a transaction sees of them (H2): a commit
/// and the schema it brings are published together, and a transaction begins between two of them.
final class Snapshots {
  private final Lock lock = new ReentrantLock();
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

  /// Begins a transaction on a connection that has none.
  ///
  /// @param first reads the file: a transaction sees what was there when it did so first
  /// @return the tables as the transaction sees them
  Schema begin(PreparedStatement first) throws SQLException {
    lock.lock();
    try (var _ = first.executeQuery()) {
      return schema;
    } finally {
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
