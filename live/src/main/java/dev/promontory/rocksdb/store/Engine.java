package dev.promontory.rocksdb.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/// An open RocksDB with its column families, and what must be closed with it, in order.
final class Engine implements AutoCloseable {
  private static final long CACHE_BYTES = 48L << 20;
  private static final long WRITE_BUFFERS_BYTES = 32L << 20;
  private static final long WRITE_BUFFER_BYTES = 16L << 20;
  private static final long MAX_WAL_BYTES = 128L << 20;
  private static final long LOG_FILE_BYTES = 1L << 20;
  private static final int BLOOM_BITS = 10;
  private static final int MAX_OPEN_FILES = 256;
  private static final List<String> FAMILIES = List.of("default", "state", "due");

  private final Deque<AutoCloseable> resources;
  private final RocksDB db;
  private final List<ColumnFamilyHandle> families;

  private Engine(Deque<AutoCloseable> resources, RocksDB db, List<ColumnFamilyHandle> families) {
    this.resources = resources;
    this.db = db;
    this.families = families;
  }

  /// @throws RocksDBException if it cannot be opened; its status tells whether what is there is
  ///   damaged
  static Engine open(Path folder) throws RocksDBException {
    RocksDB.loadLibrary();
    var resources = new ArrayDeque<AutoCloseable>();
    try {
      var descriptors = descriptors(resources);
      var options = options();
      resources.push(options);
      var handles = new ArrayList<ColumnFamilyHandle>();
      var db = RocksDB.open(options, folder.toString(), descriptors, handles);
      resources.push(db);
      handles.forEach(resources::push);
      return new Engine(resources, db, List.copyOf(handles));
    } catch (RocksDBException | RuntimeException e) {
      close(resources);
      throw e;
    }
  }

  private static List<ColumnFamilyDescriptor> descriptors(Deque<AutoCloseable> resources) {
    var cache = new LRUCache(CACHE_BYTES);
    resources.push(cache);
    var bloom = new BloomFilter(BLOOM_BITS, false);
    resources.push(bloom);
    var tables =
        new BlockBasedTableConfig()
            .setBlockCache(cache)
            .setFilterPolicy(bloom)
            .setCacheIndexAndFilterBlocks(true)
            .setPinL0FilterAndIndexBlocksInCache(true);
    var descriptors = new ArrayList<ColumnFamilyDescriptor>();
    for (var name : FAMILIES) {
      var options =
          new ColumnFamilyOptions()
              .setTableFormatConfig(tables)
              .setWriteBufferSize(WRITE_BUFFER_BYTES)
              // States are small and read one by one: unpacking a block for each costs more than
              // disk.
              .setCompressionType(CompressionType.NO_COMPRESSION);
      resources.push(options);
      descriptors.add(new ColumnFamilyDescriptor(name.getBytes(UTF_8), options));
    }
    return descriptors;
  }

  private static DBOptions options() {
    return new DBOptions()
        .setCreateIfMissing(true)
        .setCreateMissingColumnFamilies(true)
        .setDbWriteBufferSize(WRITE_BUFFERS_BYTES)
        .setMaxTotalWalSize(MAX_WAL_BYTES)
        .setMaxOpenFiles(MAX_OPEN_FILES)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setMaxLogFileSize(LOG_FILE_BYTES)
        .setKeepLogFileNum(2)
        .setStatsDumpPeriodSec(0);
  }

  RocksDB db() {
    return db;
  }

  ColumnFamilyHandle meta() {
    return families.getFirst();
  }

  ColumnFamilyHandle states() {
    return families.get(1);
  }

  ColumnFamilyHandle due() {
    return families.get(2);
  }

  @Override
  public void close() {
    close(resources);
  }

  private static void close(Deque<AutoCloseable> resources) {
    while (!resources.isEmpty()) {
      try {
        resources.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("RocksDB is not closed in order", e);
      }
    }
  }
}
