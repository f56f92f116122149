package dev.promontory.postgres.log;

import dev.promontory.log.AppendBatch.Producer;
import dev.promontory.text.StoredText;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Recognises the batches of producers that are in the log already (E6).
final class Producers {
  private static final String FIND =
      """
      SELECT name, sequence
        FROM log_producer
       WHERE name = ANY (?)
      """;

  private static final String PUT =
      """
      INSERT INTO log_producer (name, sequence)
      SELECT came.name, came.sequence
        FROM unnest(?, ?) AS came (name, sequence)
          ON CONFLICT (name) DO UPDATE
         SET sequence = excluded.sequence
      """;

  /// How far producers have come.
  ///
  /// @param seen by what is in the database and what is being appended
  /// @param advanced by what is being appended
  private record Progress(Map<String, Long> seen, Map<String, Long> advanced) {}

  private Producers() {}

  /// Takes the repeats out of a list of appends.
  ///
  /// @param appends in log order; repeats are removed from it
  /// @return how far each producer comes by what is left, to be passed to [#remember]
  static Map<String, Long> dropRepeats(LogSession session, List<PendingAppend> appends)
      throws SQLException {
    var names =
        appends.stream()
            .map(append -> append.batch().producer())
            .filter(Objects::nonNull)
            .map(producer -> StoredText.encode(producer.name()))
            .distinct()
            .toList();
    if (names.isEmpty()) {
      return Map.of();
    }
    var progress = new Progress(find(session, names), new HashMap<>());
    appends.removeIf(append -> isRepeat(append.batch().producer(), progress));
    return progress.advanced;
  }

  private static boolean isRepeat(@Nullable Producer producer, Progress progress) {
    if (producer == null) {
      return false;
    }
    var name = StoredText.encode(producer.name());
    var last = progress.seen.get(name);
    if (last != null && producer.sequence() <= last) {
      return true;
    }
    progress.seen.put(name, producer.sequence());
    progress.advanced.put(name, producer.sequence());
    return false;
  }

  private static Map<String, Long> find(LogSession session, List<String> names)
      throws SQLException {
    var statement = session.statement(FIND);
    statement.setArray(1, session.array("text", names.toArray()));
    var found = new HashMap<String, Long>();
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        found.put(rows.getString(1), rows.getLong(2));
      }
    }
    return found;
  }

  static void remember(LogSession session, Map<String, Long> advanced) throws SQLException {
    var names = List.copyOf(advanced.keySet());
    var sequences = names.stream().map(advanced::get).toArray();
    var statement = session.statement(PUT);
    statement.setArray(1, session.array("text", names.toArray()));
    statement.setArray(2, session.array("int8", sequences));
    statement.executeUpdate();
  }
}
