package dev.promontory.ledger;

import dev.promontory.wallet.Wallet.Consumption;
import java.time.Instant;
import java.util.Comparator;

/// In which order lots are consumed (S2.9): ties go by issue, then by number; lots that never
/// expire come last under earliest expiry.
final class LotOrder {
  private static final Comparator<Lot> BY_ISSUE =
      Comparator.comparing(Lot::issuedAt).thenComparingLong(Lot::id);
  private static final Comparator<Lot> BY_EXPIRY =
      Comparator.comparing(Lot::expiresAt, Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
          .thenComparing(BY_ISSUE);

  private LotOrder() {}

  static Comparator<Lot> of(Consumption consumption) {
    return switch (consumption) {
      case EARLIEST_EXPIRY -> BY_EXPIRY;
      case EARLIEST_ISSUANCE -> BY_ISSUE;
    };
  }
}
