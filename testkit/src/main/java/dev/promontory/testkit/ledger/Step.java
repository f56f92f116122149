package dev.promontory.testkit.ledger;

import dev.promontory.ledger.Source;
import dev.promontory.ledger.Validity;
import dev.promontory.wallet.Wallet.Consumption;
import dev.promontory.wallet.Wallet.Status;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One thing that happens to a wallet.
///
/// @param number by which later steps refer to it, 1 and up, growing along a script
record Step(int number, Act act) {

  /// What happens.
  sealed interface Act {}

  /// What somebody asks the ledger for.
  sealed interface Request extends Act {
    long user();

    /// The steps that must have been answered before.
    default List<Integer> references() {
      return switch (this) {
        case Give _, Take _, Keep _ -> List.of();
        case Capture capture -> List.of(capture.hold());
        case Release release -> List.of(release.hold());
        case Refund refund -> refund.spendings();
        case Reverse reverse -> reverse.credits();
      };
    }
  }

  /// A credit.
  record Give(long user, BigDecimal points, Validity validity, Source source) implements Request {}

  /// A debit.
  record Take(long user, BigDecimal points, Source source) implements Request {}

  /// A hold.
  record Keep(long user, BigDecimal points, Duration time) implements Request {}

  /// A capture of a hold, which may never have come about.
  record Capture(long user, int hold, @Nullable BigDecimal points) implements Request {}

  /// A release of a hold, which may never have come about.
  record Release(long user, int hold) implements Request {}

  /// A refund of debits and captures, which may never have come about.
  record Refund(long user, List<Integer> spendings, @Nullable BigDecimal points)
      implements Request {}

  /// A reversal of credits, which may never have come about.
  record Reverse(long user, List<Integer> credits, @Nullable BigDecimal points)
      implements Request {}

  /// Time passes, or clocks are put back.
  record Pass(Duration time) implements Act {}

  /// Time passes until something is due, or a bit longer or less.
  record PassToDue(Duration offset) implements Act {}

  /// What is due is posted.
  record Settle() implements Act {}

  /// Two users turn out to be one.
  record Merge(long from, long into) implements Act {}

  /// The wallet's order of consumption is changed.
  record Consume(Consumption consumption) implements Act {}

  /// The wallet is opened or closed.
  record Turn(Status status) implements Act {}

  /// A user is blocked, or no longer.
  record Block(long user, boolean isBlocked) implements Act {}
}
