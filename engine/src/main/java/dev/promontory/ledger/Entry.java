package dev.promontory.ledger;

import dev.promontory.points.Points;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A line of the ledger: one transaction on one balance. Immutable (L1).
///
/// @param id the transaction's number, unique over all accounts
/// @param sequence 1 and up within the balance, without gaps
/// @param at when it took effect: for activations and expiries, when they were due
/// @param activeChange thousandths that the active bucket gained, or lost if negative
/// @param promisedChange the same for the promised bucket
/// @param draws the lots that it took from or activated; empty for a credit
public record Entry(
    long id,
    BalanceKey key,
    long sequence,
    EntryType type,
    Source source,
    Instant at,
    long activeChange,
    long promisedChange,
    Points activeAfter,
    Points promisedAfter,
    Note note,
    List<Draw> draws) {

  public Entry {
    draws = List.copyOf(draws);
  }

  /// How many points the transaction is about, more than 0.
  public Points points() {
    return new Points(Math.abs(activeChange == 0 ? promisedChange : activeChange));
  }

  /// What a person reads: the note's description, or the standing text for entries without one.
  public @Nullable String description() {
    if (note.description() != null) {
      return note.description();
    }
    return switch (type) {
      case EXPIRY -> "Expired points";
      case ACTIVATION -> "Activated points";
      case CREDIT, DEBIT -> source == Source.CAMPAIGN ? "Points earned from campaign" : null;
    };
  }

  /// Whether it is a debit by an app or the like, as against one by a person.
  boolean isRedemption() {
    return type == EntryType.DEBIT && source != Source.MANUAL;
  }

  boolean isRemoval() {
    return type == EntryType.DEBIT && source == Source.MANUAL;
  }
}
