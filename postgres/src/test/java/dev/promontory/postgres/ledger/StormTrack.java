package dev.promontory.postgres.ledger;

import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.LedgerCommand;
import dev.promontory.ledger.LedgerCommand.Capture;
import dev.promontory.ledger.LedgerCommand.Credit;
import dev.promontory.ledger.LedgerCommand.Debit;
import dev.promontory.ledger.LedgerCommand.Refund;
import dev.promontory.ledger.LedgerCommand.Release;
import dev.promontory.ledger.LedgerCommand.Reserve;
import dev.promontory.ledger.LedgerCommand.Reverse;
import dev.promontory.ledger.LedgerOutcome;
import dev.promontory.ledger.LedgerOutcome.Posted;
import dev.promontory.ledger.Validity;
import dev.promontory.points.Points;
import dev.promontory.time.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// What many threads were answered: what they can undo, and the sums of it. Safe for use by many
/// threads.
final class StormTrack {
  private static final Validity LATER = new Validity(new Span(1, Span.Unit.MINUTE), null);
  private static final int LONGEST_HOLD_SECONDS = 60;

  private final Set<Long> ids = new HashSet<>();
  private final Map<BalanceKey, List<Long>> credits = new HashMap<>();
  private final Map<BalanceKey, List<Long>> spendings = new HashMap<>();
  private final Map<BalanceKey, List<Long>> holds = new HashMap<>();
  private long credited;
  private long spent;

  /// A command that may well succeed.
  synchronized LedgerCommand draw(SplittableRandom random, Tills tills, BalanceKey key) {
    var head = tills.head(key);
    var points = new Points(random.nextLong(1, 20_000));
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> new Credit(head, points, random.nextInt(4) == 0 ? LATER : Validity.OF_WALLET);
      case 3, 4 -> new Debit(head, points);
      case 5 -> {
        int seconds = random.nextInt(1, LONGEST_HOLD_SECONDS);
        yield new Reserve(head, points, Duration.ofSeconds(seconds));
      }
      case 6 -> new Capture(head, one(holds, random, key), part(random, points));
      case 7 -> new Release(head, one(holds, random, key));
      case 8 ->
          new Refund(
              head,
              List.of(one(spendings, random, key), one(spendings, random, key)),
              part(random, points));
      default -> new Reverse(head, List.of(one(credits, random, key)), part(random, points));
    };
  }

  /// Whole half of the time, or as many points as are sure to be there.
  private static @Nullable Points part(SplittableRandom random, Points points) {
    return random.nextBoolean() ? null : new Points(1 + points.thousandths() / 10);
  }

  /// One of the newest ones, or a number that nothing has.
  private static long one(
      Map<BalanceKey, List<Long>> known, SplittableRandom random, BalanceKey key) {
    var ids = known.getOrDefault(key, List.of());
    return ids.isEmpty() ? 1 : ids.get(random.nextInt(Math.max(0, ids.size() - 20), ids.size()));
  }

  /// Remembers an answer; the same one again counts once.
  synchronized void answered(LedgerCommand command, LedgerOutcome outcome) {
    if (!(outcome instanceof Posted posted) || !ids.add(posted.transactionId())) {
      return;
    }
    long moved = posted.moved().thousandths();
    switch (command) {
      case Credit _ -> {
        credited += moved;
        add(credits, command, posted);
      }
      case Reverse _ -> credited -= moved;
      case Debit _, Capture _ -> {
        spent += moved;
        add(spendings, command, posted);
      }
      case Refund _ -> spent -= moved;
      case Reserve _ -> add(holds, command, posted);
      case Release _ -> {}
    }
  }

  private static void add(Map<BalanceKey, List<Long>> known, LedgerCommand command, Posted posted) {
    known.computeIfAbsent(command.head().key(), _ -> new ArrayList<>()).add(posted.transactionId());
  }

  /// The transactions that were posted.
  synchronized Set<Long> ids() {
    return Set.copyOf(ids);
  }

  /// Thousandths that came, less those taken back.
  synchronized long credited() {
    return credited;
  }

  /// Thousandths that were spent, less those refunded.
  synchronized long spent() {
    return spent;
  }
}
