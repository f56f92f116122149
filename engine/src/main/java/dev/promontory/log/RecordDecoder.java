package dev.promontory.log;

import dev.promontory.record.Name;
import dev.promontory.record.ProfileChange;
import dev.promontory.record.RecordBody;
import java.util.List;

/// Reads what [RecordEncoder] wrote. To be used once, by one thread.
final class RecordDecoder {
  private final BlockReader in;
  private final ValueDecoder values;

  private long position;
  private int account;
  private long epochSecond;
  private long receivedAtMillis;

  RecordDecoder(byte[] block) {
    in = new BlockReader(block);
    values = new ValueDecoder(in);
  }

  List<LogRecord> decode() {
    int version = in.octet();
    if (version != BlockFormat.VERSION) {
      throw new IllegalArgumentException("it has version " + version + ", not 1");
    }
    var records = new LogRecord[in.count()];
    for (int i = 0; i < records.length; i++) {
      records[i] = record();
    }
    if (!in.isAtEnd()) {
      throw new IllegalArgumentException("something follows its last record");
    }
    return List.of(records);
  }

  private LogRecord record() {
    int head = in.octet();
    if ((head & ~BlockFormat.ALL_FLAGS) != 0) {
      throw new IllegalArgumentException("no record begins with " + head);
    }
    position += (head & BlockFormat.POSITION_JUMPS) == 0 ? 1 : in.signed();
    account = (head & BlockFormat.OTHER_ACCOUNT) == 0 ? account : Math.toIntExact(in.signed());
    receivedAtMillis += (head & BlockFormat.OTHER_RECEIPT) == 0 ? 0 : in.signed();
    long user = in.signed();
    epochSecond += in.signed();
    values.countDatesFrom(epochSecond);
    var body = (head & BlockFormat.PROFILE) == 0 ? event() : profileUpdate();
    return new LogRecord(position, account, user, epochSecond, receivedAtMillis, body);
  }

  private RecordBody event() {
    var name = values.name();
    return new RecordBody.Event(name, values.properties());
  }

  private RecordBody profileUpdate() {
    var changes = new ProfileChange[in.count()];
    for (int i = 0; i < changes.length; i++) {
      int kind = in.octet();
      changes[i] = change(kind, values.name());
    }
    return new RecordBody.ProfileUpdate(List.of(changes));
  }

  private ProfileChange change(int kind, Name name) {
    return switch (kind) {
      case BlockFormat.PUT -> new ProfileChange.Put(name, values.taggedValue());
      case BlockFormat.DELETE -> new ProfileChange.Delete(name);
      case BlockFormat.ADD -> new ProfileChange.Add(name, values.texts());
      case BlockFormat.REMOVE -> new ProfileChange.Remove(name, values.texts());
      case BlockFormat.INCREMENT -> new ProfileChange.Increment(name, values.taggedValue());
      default -> throw new IllegalArgumentException("no kind of change is " + kind);
    };
  }
}
