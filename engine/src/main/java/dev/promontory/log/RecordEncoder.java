package dev.promontory.log;

import dev.promontory.record.ProfileChange;
import dev.promontory.record.RecordBody;
import java.util.List;

/// Writes one block: each record as what differs from the one before. To be used once, by one
/// thread.
final class RecordEncoder {
  private final BlockWriter out = new BlockWriter();
  private final ValueEncoder values = new ValueEncoder(out);

  private long position;
  private int account;
  private long epochSecond;
  private long receivedAtMillis;

  byte[] encode(List<LogRecord> records) {
    out.octet(BlockFormat.VERSION);
    out.number(records.size());
    records.forEach(this::record);
    return out.toByteArray();
  }

  private void record(LogRecord record) {
    head(record);
    if (record.position() != position + 1) {
      out.signed(record.position() - position);
    }
    if (record.account() != account) {
      out.signed(record.account());
    }
    if (record.receivedAtMillis() != receivedAtMillis) {
      out.signed(record.receivedAtMillis() - receivedAtMillis);
    }
    out.signed(record.user());
    out.signed(record.epochSecond() - epochSecond);
    position = record.position();
    account = record.account();
    receivedAtMillis = record.receivedAtMillis();
    epochSecond = record.epochSecond();
    values.countDatesFrom(epochSecond);
    body(record.body());
  }

  private void head(LogRecord record) {
    int head = record.body() instanceof RecordBody.ProfileUpdate ? BlockFormat.PROFILE : 0;
    head |= record.position() == position + 1 ? 0 : BlockFormat.POSITION_JUMPS;
    head |= record.account() == account ? 0 : BlockFormat.OTHER_ACCOUNT;
    head |= record.receivedAtMillis() == receivedAtMillis ? 0 : BlockFormat.OTHER_RECEIPT;
    out.octet(head);
  }

  private void body(RecordBody body) {
    switch (body) {
      case RecordBody.Event event -> {
        values.name(event.name());
        values.properties(event.properties());
      }
      case RecordBody.ProfileUpdate update -> {
        out.number(update.changes().size());
        update.changes().forEach(this::change);
      }
    }
  }

  private void change(ProfileChange change) {
    switch (change) {
      case ProfileChange.Put put -> {
        changeHead(BlockFormat.PUT, change);
        values.taggedValue(put.value());
      }
      case ProfileChange.Delete _ -> changeHead(BlockFormat.DELETE, change);
      case ProfileChange.Add add -> {
        changeHead(BlockFormat.ADD, change);
        values.texts(add.values());
      }
      case ProfileChange.Remove remove -> {
        changeHead(BlockFormat.REMOVE, change);
        values.texts(remove.values());
      }
      case ProfileChange.Increment increment -> {
        changeHead(BlockFormat.INCREMENT, change);
        values.taggedValue(increment.amount());
      }
    }
  }

  private void changeHead(int kind, ProfileChange change) {
    out.octet(kind);
    values.name(change.property());
  }
}
