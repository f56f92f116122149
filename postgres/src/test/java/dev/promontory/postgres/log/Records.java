package dev.promontory.postgres.log;

import dev.promontory.log.NewRecord;
import dev.promontory.record.Name;
import dev.promontory.record.Properties;
import dev.promontory.record.RecordBody;
import dev.promontory.user.Identity;

/// Plain records.
final class Records {
  private Records() {}

  static NewRecord event(int account, String identity, long epochSecond) {
    var body = new RecordBody.Event(Name.of("Seen"), Properties.NONE);
    return new NewRecord(
        account, Identity.of(identity), epochSecond, 1_760_000_000_000L, body, null);
  }
}
