package dev.promontory.server.intake;

import dev.promontory.intake.Fault;
import dev.promontory.log.NewRecord;
import java.util.List;
import java.util.stream.Stream;

/// A decoded upload.
///
/// @param records all that were sent, in order, good and bad
record Upload(List<Sent> records) {

  Upload {
    records = List.copyOf(records);
  }

  /// The good ones, in order.
  List<NewRecord> good() {
    return records.stream()
        .flatMap(sent -> sent instanceof Good good ? Stream.of(good.record()) : Stream.empty())
        .toList();
  }

  /// A record as sent.
  sealed interface Sent {
    Slice slice();
  }

  /// A good one.
  record Good(Slice slice, NewRecord record) implements Sent {}

  /// A bad one.
  ///
  /// @param place a JSON pointer into the body
  record Bad(Slice slice, Fault fault, String place) implements Sent {}

  /// The bytes of a record in the body.
  ///
  /// @param from offset of the first byte
  /// @param to offset behind the last one
  record Slice(int from, int to) {
    int length() {
      return to - from;
    }
  }
}
