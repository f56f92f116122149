package dev.promontory.postgres.log;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import dev.promontory.log.BlockCodec;
import dev.promontory.log.LogBlock;
import dev.promontory.log.LogRecord;
import java.util.List;

/// A block in the form in which it stands in the database.
final class StoredBlock {
  private final long firstPosition;
  private final long lastPosition;
  private final int rawBytes;
  private final byte[] payload;

  /// @param rawBytes size of the payload before compression
  /// @param payload a zstd frame; not copied
  StoredBlock(long firstPosition, long lastPosition, int rawBytes, byte[] payload) {
    this.firstPosition = firstPosition;
    this.lastPosition = lastPosition;
    this.rawBytes = rawBytes;
    this.payload = payload;
  }

  static StoredBlock of(LogBlock block, ZstdCompressCtx zstd) {
    var raw = BlockCodec.encode(block.records());
    return new StoredBlock(
        block.firstPosition(), block.lastPosition(), raw.length, zstd.compress(raw));
  }

  /// The records of the block behind a position.
  ///
  /// @param afterPosition before the last position of the block
  /// @throws IllegalStateException if the payload is damaged or records before it are missing
  LogBlock read(long afterPosition) {
    if (firstPosition > afterPosition + 1) {
      throw new IllegalStateException(
          "the log has no records from " + (afterPosition + 1) + " to " + (firstPosition - 1));
    }
    var block = new LogBlock(decode());
    if (block.firstPosition() != firstPosition || block.lastPosition() != lastPosition) {
      throw new IllegalStateException("the block at " + firstPosition + " holds other positions");
    }
    return firstPosition == afterPosition + 1 ? block : behind(block, afterPosition);
  }

  private List<LogRecord> decode() {
    try {
      return BlockCodec.decode(Zstd.decompress(payload, rawBytes));
    } catch (RuntimeException e) {
      throw new IllegalStateException("the block at " + firstPosition + " is damaged", e);
    }
  }

  /// The records of a block behind a position within it.
  static LogBlock behind(LogBlock block, long afterPosition) {
    int from = Math.toIntExact(afterPosition + 1 - block.firstPosition());
    return new LogBlock(block.records().subList(from, block.records().size()));
  }

  long firstPosition() {
    return firstPosition;
  }

  long lastPosition() {
    return lastPosition;
  }

  int rawBytes() {
    return rawBytes;
  }

  byte[] payload() {
    return payload;
  }
}
