package dev.promontory.history;

import dev.promontory.record.Name;
import dev.promontory.record.Properties;

/// An event as history tells it. Names are as first written in the account.
public record PastEvent(Key key, Name name, Properties properties) {

  /// The place of an event among the events of its user.
  ///
  /// @param epochSecond when it happened, by the sender's word
  /// @param position its position in the log
  public record Key(long epochSecond, long position) {}
}
