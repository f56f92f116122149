package dev.promontory.rocksdb.store;

import org.rocksdb.RocksDBException;

/// The disk did not do what it was asked; nothing of the write is there.
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoreException(String what, RocksDBException cause) {
    super(what + ": " + cause.getMessage(), cause);
  }
}
