package dev.promontory.bench;

import com.github.luben.zstd.Zstd;
import dev.promontory.log.BlockCodec;
import dev.promontory.log.LogRecord;
import dev.promontory.log.NewRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// What blocks of events cost to encode and compress, and how large they get, in one thread.
///
/// @param encodeMicros per event
/// @param compressMicros per event
/// @param bytes per event, compressed
record CodecMeter(double encodeMicros, double compressMicros, double bytes) {
  private static final int BLOCK = 10_000;
  private static final int ROUNDS = 60;
  private static final int ZSTD_LEVEL = 1;
  private static final double NANOS_PER_MICRO = 1e3;

  static CodecMeter measure(ReadyRecords records) {
    var blocks = new ArrayList<List<LogRecord>>();
    for (int i = 0; i < ROUNDS; i++) {
      blocks.add(block(records, (long) i * BLOCK));
    }
    warmUp(blocks);
    long began = System.nanoTime();
    var encoded = blocks.stream().map(BlockCodec::encode).toList();
    long middle = System.nanoTime();
    UnaryOperator<byte[]> zstd = raw -> Zstd.compress(raw, ZSTD_LEVEL);
    long bytes = encoded.stream().map(zstd).mapToLong(block -> block.length).sum();
    long end = System.nanoTime();
    double events = (double) ROUNDS * BLOCK;
    return new CodecMeter(
        (middle - began) / NANOS_PER_MICRO / events,
        (end - middle) / NANOS_PER_MICRO / events,
        bytes / events);
  }

  private static void warmUp(List<List<LogRecord>> blocks) {
    for (var block : blocks) {
      if (BlockCodec.decode(BlockCodec.encode(block)).size() != BLOCK) {
        throw new IllegalStateException("records got lost");
      }
    }
  }

  private static List<LogRecord> block(ReadyRecords records, long first) {
    long position = first;
    var block = new ArrayList<LogRecord>();
    for (NewRecord each : records.batch(first, BLOCK)) {
      long user = Math.floorMod(each.subject().hashCode(), 1_000_000);
      block.add(
          new LogRecord(
              ++position,
              each.account(),
              user,
              each.epochSecond(),
              each.receivedAtMillis(),
              each.body()));
    }
    return block;
  }

  Result addTo(Result result) {
    return result
        .with(Measure.of("encoding alone", encodeMicros, "µs/event"))
        .with(Measure.of("compressing alone", compressMicros, "µs/event"))
        .with(Measure.of("on disk", bytes, "bytes/event"));
  }
}
