package dev.promontory.app;

import dev.promontory.log.AppendBatch;
import dev.promontory.log.AppendResult;
import dev.promontory.log.EventLog;
import dev.promontory.log.EventTypes;
import dev.promontory.log.NewRecord;
import dev.promontory.record.Name;
import dev.promontory.record.RecordBody;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Appends the good records of a client's call to the log, but for events of names that the account
/// has no room for. Safe for use by many threads.
public final class AcceptRecords {
  private final EventTypes eventTypes;
  private final EventLog log;

  public AcceptRecords(EventTypes eventTypes, EventLog log) {
    this.eventTypes = eventTypes;
    this.log = log;
  }

  /// What became of the records.
  ///
  /// @param result of all but those below
  /// @param refusedNames events of these names were left out: the account has
  ///   [EventTypes#MAX_PER_ACCOUNT] names and they are not among them
  public record Outcome(AppendResult result, Set<Name> refusedNames) {

    /// Whether a record was left out for its name.
    public boolean leftOut(NewRecord record) {
      return record.body() instanceof RecordBody.Event event && refusedNames.contains(event.name());
    }
  }

  /// Blocks until the records are on disk or certainly not to be taken. Names that are admitted
  /// stay known even if the append then fails: the repeat needs them.
  ///
  /// @param account number of the account of all records
  /// @param records checked, at most [EventLog#MAX_APPEND]
  public Outcome accept(int account, List<NewRecord> records) {
    Map<Name, Boolean> admitted = new HashMap<>();
    List<NewRecord> accepted = new ArrayList<>(records.size());
    for (var record : records) {
      if (!(record.body() instanceof RecordBody.Event event)
          || admitted.computeIfAbsent(event.name(), name -> eventTypes.admit(account, name))) {
        accepted.add(record);
      }
    }
    var refused =
        admitted.entrySet().stream()
            .filter(entry -> !entry.getValue())
            .map(Map.Entry::getKey)
            .collect(Collectors.toUnmodifiableSet());
    return new Outcome(append(accepted), refused);
  }

  private AppendResult append(List<NewRecord> records) {
    return records.isEmpty()
        ? new AppendResult.Appended(log.lastPosition(), 0)
        : log.append(AppendBatch.of(records));
  }
}
