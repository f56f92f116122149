package dev.promontory.ledger;

import dev.promontory.points.Points;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A line of the ledger: one transaction on one balance. Immutable (L1).
///
/// @param id the transaction's number, unique over all accounts
/// @param sequence 1 and up within the balance, without gaps
/// @param at when it took effect, never before the entry before (L4): for activations, expiries and
///   holds that ran out, when they were due
/// @param change what it does to the buckets
/// @param after what the buckets hold then
/// @param relatedId the transaction that it captures, releases, refunds, reinstates or reverses, or
///   the other side of a transfer; else null
/// @param shortfall what a reversal should have taken and was not there; 0 for all else
/// @param draws the lots that it took from, gave back to, activated or captured from; empty for a
///   credit and a transfer
/// @param hash of this entry and all before it (L5)
public record Entry(
    long id,
    BalanceKey key,
    long sequence,
    EntryType type,
    Source source,
    Instant at,
    Change change,
    Buckets after,
    @Nullable Long relatedId,
    Points shortfall,
    Note note,
    List<Draw> draws,
    Hash hash) {

  /// Thousandths by which the buckets change: more, or less if negative.
  public record Change(long active, long promised, long held) {}

  /// What the buckets hold.
  public record Buckets(Points active, Points promised, Points held) {
    Buckets plus(Change change) {
      return new Buckets(
          new Points(active.thousandths() + change.active()),
          new Points(promised.thousandths() + change.promised()),
          new Points(held.thousandths() + change.held()));
    }
  }

  public Entry {
    draws = List.copyOf(draws);
  }

  /// How many points the transaction is about: more than 0, but for a reversal that found nothing
  /// and a transfer of nothing.
  public Points points() {
    if (type == EntryType.CAPTURE) {
      return new Points(-change.held());
    }
    if (type == EntryType.ACTIVATION || type == EntryType.HOLD || type == EntryType.RELEASE) {
      return new Points(Math.abs(change.active()));
    }
    return new Points(Math.abs(change.active() + change.promised() + change.held()));
  }

  /// What a person reads: the note's description, or the standing text for entries without one.
  public @Nullable String description() {
    if (note.description() != null) {
      return note.description();
    }
    return switch (type) {
      case EXPIRY -> "Expired points";
      case ACTIVATION -> "Activated points";
      case HOLD -> "Held points";
      case RELEASE -> "Released points";
      case REFUND, REINSTATEMENT -> "Refunded points";
      case REVERSAL -> "Reversed points";
      case TRANSFER_OUT, TRANSFER_IN -> "Points of merged users";
      case CREDIT, DEBIT, CAPTURE ->
          source == Source.CAMPAIGN ? "Points earned from campaign" : null;
    };
  }

  Entry withHash(Hash chained) {
    return new Entry(
        id, key, sequence, type, source, at, change, after, relatedId, shortfall, note, draws,
        chained);
  }

  /// By how many thousandths it changes what became active in all.
  long creditedChange() {
    return switch (type) {
      case CREDIT, ACTIVATION, REVERSAL -> change.active();
      case DEBIT, EXPIRY, HOLD, RELEASE, CAPTURE, REFUND, REINSTATEMENT -> 0;
      case TRANSFER_OUT, TRANSFER_IN -> 0;
    };
  }

  /// By how many thousandths it changes what was spent.
  long redeemedChange() {
    return switch (type) {
      case DEBIT -> source == Source.MANUAL ? 0 : -change.active();
      case CAPTURE -> -change.held();
      case REFUND -> -change.active();
      case CREDIT, ACTIVATION, EXPIRY, HOLD, RELEASE, REINSTATEMENT, REVERSAL -> 0;
      case TRANSFER_OUT, TRANSFER_IN -> 0;
    };
  }

  /// By how many thousandths it changes what people took away.
  long removedChange() {
    return switch (type) {
      case DEBIT -> source == Source.MANUAL ? -change.active() : 0;
      case REINSTATEMENT -> -change.active();
      case CREDIT, ACTIVATION, EXPIRY, HOLD, RELEASE, CAPTURE, REFUND, REVERSAL -> 0;
      case TRANSFER_OUT, TRANSFER_IN -> 0;
    };
  }

  /// By how many thousandths it changes what ran out.
  long expiredChange() {
    return type == EntryType.EXPIRY ? -change.active() : 0;
  }
}
