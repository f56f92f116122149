package dev.promontory.app;

import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.Draw;
import dev.promontory.ledger.Entry;
import dev.promontory.ledger.Ledger;
import dev.promontory.ledger.LedgerCommand;
import dev.promontory.ledger.LedgerCommand.Refund;
import dev.promontory.ledger.LedgerCommand.Reverse;
import dev.promontory.ledger.Lot;
import dev.promontory.ledger.Spending;
import dev.promontory.ledger.Terms;
import dev.promontory.wallet.Wallet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What was posted before and is to be undone by the commands of a batch; kept up while they are
/// decided. To be used once, by one thread.
final class PastPostings {
  private final Map<Long, Spending> spendings;
  private final Map<BalanceKey, List<Lot>> lots;

  private PastPostings(Map<Long, Spending> spendings, Map<BalanceKey, List<Lot>> lots) {
    this.spendings = new HashMap<>(spendings);
    this.lots = lots;
  }

  /// Finds what refunds and reversals are about. Their balances are locked.
  static PastPostings of(Ledger ledger, List<LedgerCommand> commands) {
    var spent = new TreeSet<Long>();
    var credited = new TreeSet<Long>();
    for (var command : commands) {
      if (command instanceof Refund refund) {
        spent.addAll(refund.spendings());
      } else if (command instanceof Reverse reverse) {
        credited.addAll(reverse.credits());
      }
    }
    Map<Long, Spending> spendings = spent.isEmpty() ? Map.of() : ledger.spendings(spent);
    spendings.values().stream()
        .map(Spending::left)
        .flatMap(Collection::stream)
        .map(Draw::lotId)
        .forEach(credited::add);
    return new PastPostings(spendings, credited.isEmpty() ? Map.of() : ledger.lots(credited));
  }

  /// The lots of a balance that must be there, whatever is left of them.
  List<Lot> lots(BalanceKey key) {
    return lots.getOrDefault(key, List.of());
  }

  /// On which terms a command is decided.
  Terms terms(@Nullable Wallet wallet, boolean isBlocked, LedgerCommand command) {
    return new Terms(wallet, isBlocked, command instanceof Refund ? spendings : Map.of());
  }

  /// What was refunded meanwhile cannot be refunded again.
  void add(List<Entry> entries) {
    for (var entry : entries) {
      if (entry.relatedId() != null) {
        spendings.computeIfPresent(entry.relatedId(), (_, spending) -> spending.without(entry));
      }
    }
  }
}
