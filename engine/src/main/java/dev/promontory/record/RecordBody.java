package dev.promontory.record;

import java.util.List;

/// What a record says about its user.
public sealed interface RecordBody {

  /// The user did something.
  record Event(Name name, Properties properties) implements RecordBody {}

  /// The user's profile changes, in this order.
  record ProfileUpdate(List<ProfileChange> changes) implements RecordBody {
    public ProfileUpdate {
      changes = List.copyOf(changes);
    }
  }
}
