package dev.promontory.webhook;

import dev.promontory.log.LogRecord;
import dev.promontory.user.Identity;
import java.util.List;

/// Writes what is sent. Never fails: whatever a record holds can be written.
@FunctionalInterface
public interface Payloads {

  /// The body of a delivery: JSON in ASCII.
  ///
  /// @param event the name of the record's event, as in [WebhookEvents]
  /// @param identities of the user; empty if they cannot be found
  String write(String event, LogRecord record, List<Identity> identities);
}
