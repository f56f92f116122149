package dev.promontory.log;

import dev.promontory.record.ProfileChange;
import dev.promontory.record.Properties;
import dev.promontory.record.RecordBody;
import dev.promontory.record.Value;
import java.util.List;

/// About how many bytes of heap records and profiles take: enough to keep queues and batches within
/// bounds, whether they hold small events or profiles of many kilobytes. Names are not counted:
/// they are mostly shared.
public final class RecordWeight {
  private static final int PER_RECORD = 160;
  private static final int PER_VALUE = 72;

  private RecordWeight() {}

  /// The bytes of a record.
  public static long of(RecordBody body) {
    return switch (body) {
      case RecordBody.Event event -> PER_RECORD + of(event.properties());
      case RecordBody.ProfileUpdate update -> {
        long sum = PER_RECORD;
        for (var change : update.changes()) {
          sum += of(change);
        }
        yield sum;
      }
    };
  }

  /// The bytes of properties, 0 if there are none.
  public static long of(Properties properties) {
    long sum = 0;
    for (var property : properties.list()) {
      sum += of(property.value());
    }
    return sum;
  }

  private static long of(ProfileChange change) {
    return switch (change) {
      case ProfileChange.Put put -> of(put.value());
      case ProfileChange.Delete _ -> PER_VALUE;
      case ProfileChange.Add add -> of(add.values());
      case ProfileChange.Remove remove -> of(remove.values());
      case ProfileChange.Increment _ -> PER_VALUE;
    };
  }

  private static long of(Value value) {
    return switch (value) {
      case Value.Text text -> PER_VALUE + text.text().length();
      case Value.Texts texts -> of(texts.texts());
      case Value.Nested nested -> PER_VALUE + of(nested.properties());
      case Value.Items items -> {
        long sum = PER_VALUE;
        for (var item : items.items()) {
          sum += PER_VALUE + of(item);
        }
        yield sum;
      }
      case Value.Decimal _, Value.Real _, Value.Flag _, Value.Date _ -> PER_VALUE;
    };
  }

  private static long of(List<String> texts) {
    long sum = PER_VALUE;
    for (var text : texts) {
      sum += PER_VALUE + text.length();
    }
    return sum;
  }
}
