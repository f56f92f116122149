package dev.promontory.testkit.ledger;

import dev.promontory.ledger.Balance;
import dev.promontory.ledger.Hold;
import dev.promontory.ledger.Holding;
import dev.promontory.ledger.LedgerOutcome;
import dev.promontory.ledger.LedgerOutcome.Posted;
import dev.promontory.ledger.LedgerOutcome.Refused;
import dev.promontory.ledger.Lot;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How outcomes and holdings are written down so that the model's and the ledger's can be compared,
/// and read by a person who looks for the difference.
final class Figures {
  private Figures() {}

  static String posted(
      BigDecimal moved,
      BigDecimal shortfall,
      BigDecimal active,
      BigDecimal promised,
      BigDecimal held) {
    return "posted %s, short of %s; active %s, promised %s, held %s"
        .formatted(plain(moved), plain(shortfall), plain(active), plain(promised), plain(held));
  }

  static String of(LedgerOutcome outcome) {
    return switch (outcome) {
      case Posted posted ->
          posted(
              posted.moved().toBigDecimal(),
              posted.shortfall().toBigDecimal(),
              posted.active().toBigDecimal(),
              posted.promised().toBigDecimal(),
              posted.held().toBigDecimal());
      case Refused refused -> refused.refusal().name();
    };
  }

  /// @param numbers active, promised, held, credited, expired, redeemed, removed
  static String holding(List<BigDecimal> numbers, List<String> lots, List<String> holds) {
    return "active/promised/held/credited/expired/redeemed/removed "
        + String.join(" ", numbers.stream().map(Figures::plain).toList())
        + "; lots "
        + lots.stream().sorted().toList()
        + "; holds "
        + holds.stream().sorted().toList();
  }

  static String of(Holding holding) {
    Balance balance = holding.balance();
    return holding(
        List.of(
            balance.active().toBigDecimal(),
            balance.promised().toBigDecimal(),
            balance.held().toBigDecimal(),
            balance.credited().toBigDecimal(),
            balance.expired().toBigDecimal(),
            balance.redeemed().toBigDecimal(),
            balance.removed().toBigDecimal()),
        holding.lots().stream()
            .filter(lot -> !lot.remaining().isZero())
            .map(lot -> lot(lot.remaining().toBigDecimal(), lot.bucket(), lot.expiresAt()))
            .toList(),
        holding.holds().stream()
            .filter(Hold::isOpen)
            .map(hold -> hold(hold.points().toBigDecimal(), hold.expiresAt()))
            .toList());
  }

  static String lot(BigDecimal points, Lot.Bucket bucket, @Nullable Instant end) {
    return plain(points) + " " + bucket + " until " + (end == null ? "ever" : end);
  }

  static String hold(BigDecimal points, Instant until) {
    return plain(points) + " until " + until;
  }

  private static String plain(BigDecimal points) {
    return points.signum() == 0 ? "0" : points.stripTrailingZeros().toPlainString();
  }
}
