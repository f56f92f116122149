package dev.promontory.ledger;

import dev.promontory.points.Points;
import java.util.List;

/// A debit or a capture, as far as it was not refunded yet.
///
/// @param id the transaction
/// @param isRemoval whether a person took the points away, as against a redemption
/// @param left which lots it drew on, less what was given back to them; empty if all was refunded
public record Spending(long id, boolean isRemoval, List<Draw> left) {

  public Spending {
    left = List.copyOf(left);
  }

  /// What is left after one more refund.
  public Spending without(Entry refund) {
    return new Spending(id, isRemoval, Draws.less(left, refund.draws()));
  }

  /// How many points can still be refunded.
  public Points refundable() {
    return Draw.sum(left);
  }
}
