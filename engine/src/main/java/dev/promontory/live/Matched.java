package dev.promontory.live;

import dev.promontory.log.LogRecord;
import java.util.List;

/// A record that concerns a program, and the conditions it meets: found once, to ask what is
/// missing and to fold. Holds until the program changes.
public final class Matched {
  private final LogRecord record;
  private final List<Watch> watches;

  /// @param watches empty for a profile update
  Matched(LogRecord record, List<Watch> watches) {
    this.record = record;
    this.watches = watches;
  }

  public LogRecord record() {
    return record;
  }

  List<Watch> watches() {
    return watches;
  }
}
