package dev.promontory.log;

import java.util.List;

/// The form of records on disk: compact, without compression, the exact inverse of reading for any
/// record that can exist, whatever characters its texts have.
///
/// A block begins with the version and the number of records; each record follows with what differs
/// from the one before. Names, sets of properties that occur together, and repeated texts are
/// written once per block and then named by number. Blocks depend on nothing outside themselves.
public final class BlockCodec {
  private BlockCodec() {}

  /// The bytes of records, in this order.
  ///
  /// @throws IllegalArgumentException if values are nested more than 16 deep
  public static byte[] encode(List<LogRecord> records) {
    return new RecordEncoder().encode(records);
  }

  /// The records of a block.
  ///
  /// @throws IllegalArgumentException if [#encode] cannot have made these bytes, or only a later
  ///   version of it
  public static List<LogRecord> decode(byte[] block) {
    try {
      return new RecordDecoder(block).decode();
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("not a readable block: " + e.getMessage(), e);
    }
  }
}
