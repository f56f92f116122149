package dev.promontory.journal;

import java.math.BigDecimal;

/// What is in the buckets, and what went through them: of one user or of many, at an instant or
/// over a time. In points; over a time each can be negative.
///
/// J1: active + held = credited - expired - redeemed - removed.
///
/// @param active usable
/// @param promised whose activation is still to come
/// @param held reserved: neither usable nor spent
/// @param credited what became active, less what reversals took back
/// @param expired what ran out
/// @param redeemed what was spent, less what was refunded
/// @param removed what people took away, less what they reinstated
public record Figures(
    BigDecimal active,
    BigDecimal promised,
    BigDecimal held,
    BigDecimal credited,
    BigDecimal expired,
    BigDecimal redeemed,
    BigDecimal removed) {

  /// The sum of both.
  public Figures plus(Figures other) {
    return new Figures(
        active.add(other.active),
        promised.add(other.promised),
        held.add(other.held),
        credited.add(other.credited),
        expired.add(other.expired),
        redeemed.add(other.redeemed),
        removed.add(other.removed));
  }
}
