package dev.promontory.outbox;

import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.Entry;
import dev.promontory.ledger.Lot;
import dev.promontory.ledger.Note;
import dev.promontory.ledger.Source;
import dev.promontory.points.Points;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Something happened to a user's points.
///
/// @param account number of the account
/// @param transactionId the ledger entry
/// @param at when it took effect
/// @param activatesAt for points that come in promised, when they become active
/// @param expiresAt when the points expire or expired, or null for never
/// @param note of the entry, with the description that people read
public record PointsEvent(
    Kind kind,
    int account,
    BalanceKey key,
    long transactionId,
    Source source,
    Points points,
    Instant at,
    @Nullable Instant activatesAt,
    @Nullable Instant expiresAt,
    Note note) {

  /// What happened. The code is what is stored and never changes.
  public enum Kind {
    /// Points came in, active or promised.
    CREDITED(1, "CT Points Credited"),
    /// Points were spent or taken away.
    DEBITED(2, "CT Points Debited"),
    /// The points that came in are promised. Follows [#CREDITED].
    PROMISED(3, "CT Points Promised"),
    /// Promised points became active.
    ACTIVATED(4, "CT Points Activated"),
    /// Points ran out.
    EXPIRED(5, "CT Points Expired"),
    /// Points that were spent or taken away came back.
    REFUNDED(6, "CT Points Refunded"),
    /// Points that came in were taken back.
    REVERSED(7, "CT Points Reversed"),
    /// Points will expire soon.
    EXPIRING(8, "CT Points Expiring");

    private final int code;
    private final String title;

    Kind(int code, String title) {
      this.code = code;
      this.title = title;
    }

    public int code() {
      return code;
    }

    /// The name of the event in the log.
    public String title() {
      return title;
    }

    /// The kind with a stored code.
    ///
    /// @throws IllegalArgumentException if there is none
    public static Kind ofCode(int code) {
      for (var kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IllegalArgumentException("no kind of event has the code " + code);
    }
  }

  /// The events of an entry. Holds and what releases them are between the app and the ledger; a
  /// merge of users changes nobody's points; a reversal that found nothing is no event.
  ///
  /// @param lot that a credit made, or that was activated or expired; null for all else
  public static List<PointsEvent> of(int account, Entry entry, @Nullable Lot lot) {
    return switch (entry.type()) {
      case CREDIT -> {
        var credited = of(Kind.CREDITED, account, entry, lot);
        yield entry.change().promised() == 0
            ? List.of(credited)
            : List.of(credited, of(Kind.PROMISED, account, entry, lot));
      }
      case DEBIT, CAPTURE -> List.of(of(Kind.DEBITED, account, entry, null));
      case ACTIVATION -> List.of(of(Kind.ACTIVATED, account, entry, lot));
      case EXPIRY -> List.of(of(Kind.EXPIRED, account, entry, lot));
      case REFUND, REINSTATEMENT -> List.of(of(Kind.REFUNDED, account, entry, null));
      case REVERSAL ->
          entry.points().isZero() ? List.of() : List.of(of(Kind.REVERSED, account, entry, null));
      case HOLD, RELEASE, TRANSFER_OUT, TRANSFER_IN -> List.of();
    };
  }

  /// The event by which a user is told that points will expire.
  ///
  /// @param lot as it is then; its transaction is that of the event
  public static PointsEvent reminder(int account, BalanceKey key, Lot lot) {
    return new PointsEvent(
        Kind.EXPIRING,
        account,
        key,
        lot.id(),
        Source.SYSTEM,
        lot.remaining(),
        Objects.requireNonNull(lot.remindAt()),
        null,
        lot.expiresAt(),
        Note.of("Points that expire soon"));
  }

  private static PointsEvent of(Kind kind, int account, Entry entry, @Nullable Lot lot) {
    return new PointsEvent(
        kind,
        account,
        entry.key(),
        entry.id(),
        entry.source(),
        entry.points(),
        entry.at(),
        lot == null || entry.change().promised() <= 0 ? null : lot.activatesAt(),
        lot == null ? null : lot.expiresAt(),
        entry.note().withDescription(entry.description()));
  }
}
