package dev.promontory.journal;

import dev.promontory.ledger.Entry;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Where a line stands in a wallet: lines go by time, then by user, and those of one user by their
/// sequence, which is their order in time too (L4).
///
/// @param user number of the user
/// @param sequence of the entry within the user's
public record JournalPlace(Instant at, long user, long sequence) {
  private static final int PARTS = 3;

  /// Where an entry stands.
  public static JournalPlace of(Entry entry) {
    return new JournalPlace(entry.at(), entry.key().user(), entry.sequence());
  }

  /// As one word, for callers to send back.
  public String cursor() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "-" + user + "-" + sequence;
  }

  /// The place that [#cursor] gave; empty if it gave no such word.
  public static Optional<JournalPlace> ofCursor(String cursor) {
    var parts = List.of(cursor.split("-", -1));
    if (parts.size() != PARTS) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new JournalPlace(
              Instant.EPOCH.plus(Long.parseLong(parts.get(0)), ChronoUnit.MICROS),
              Long.parseLong(parts.get(1)),
              Long.parseLong(parts.get(2))));
    } catch (NumberFormatException | DateTimeException | ArithmeticException _) {
      return Optional.empty();
    }
  }
}
