package dev.promontory.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Records to append together.
///
/// @param producer who appends, if a repeat of this batch must be recognised (E6); null for clients
public record AppendBatch(List<NewRecord> records, @Nullable Producer producer) {

  /// A source that numbers its batches.
  ///
  /// @param name 1 to 64 characters, one word
  /// @param sequence grows from batch to batch; a batch with a number not above the last one seen
  ///   is a repeat
  public record Producer(String name, long sequence) {}

  public AppendBatch {
    records = List.copyOf(records);
  }

  /// A batch of a client, recognised by event ids only.
  public static AppendBatch of(List<NewRecord> records) {
    return new AppendBatch(records, null);
  }
}
