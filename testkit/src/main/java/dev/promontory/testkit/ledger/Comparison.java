package dev.promontory.testkit.ledger;

import dev.promontory.account.Account;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.LedgerCommand;
import dev.promontory.ledger.LedgerOutcome;
import dev.promontory.ledger.Note;
import dev.promontory.ledger.Source;
import dev.promontory.points.Points;
import dev.promontory.wallet.Wallet;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A script that happens to the model and to books, step by step. Owned by one thread.
final class Comparison {
  /// Whose balances are compared.
  static final List<Long> USERS = List.of(1L, 2L, 3L);

  /// What has no number in the ledger: a transaction that never came about.
  private static final long NOBODYS = 7;

  /// How long after a step all is compared once more, without anything having been posted.
  private static final Duration LATER = Duration.ofDays(11).plusMillis(1);

  private final Books books;
  private final Account account;
  private final int maxBatch;
  private final NaiveLedger model;
  private final Map<Integer, Long> transactions = new HashMap<>();
  private final List<Step> pending = new ArrayList<>();
  private Wallet wallet;
  private Instant now;

  /// @param account with the zone of the script
  /// @param maxBatch how many requests are posted together at most
  Comparison(Script script, Books books, Account account, int maxBatch) {
    this.books = books;
    this.account = account;
    this.maxBatch = maxBatch;
    this.model = new NaiveLedger(script);
    this.wallet = books.wallet();
    this.now = script.start();
  }

  /// The first difference, or null if there is none.
  @Nullable String firstDifference(Script script) {
    for (var step : script.steps()) {
      var difference = tried(() -> take(step));
      if (difference != null) {
        return "at step #%d, %s: %s".formatted(step.number(), now, difference);
      }
    }
    var difference = tried(this::flush);
    if (difference == null) {
      difference = tried(() -> books.broken().isEmpty() ? null : "broken: " + books.broken());
    }
    return difference == null ? null : "at the end: " + difference;
  }

  private static @Nullable String tried(Supplier<@Nullable String> step) {
    try {
      return step.get();
    } catch (RuntimeException e) {
      return e.toString();
    }
  }

  private @Nullable String take(Step step) {
    if (step.act() instanceof Step.Request request) {
      String difference = null;
      if (pending.stream().anyMatch(other -> request.references().contains(other.number()))) {
        difference = flush();
      }
      pending.add(step);
      return difference == null && pending.size() >= maxBatch ? flush() : difference;
    }
    var difference = flush();
    if (difference != null) {
      return difference;
    }
    happen(step.act());
    return compareHoldings();
  }

  private void happen(Step.Act act) {
    switch (act) {
      case Step.Pass pass -> now = now.plus(pass.time());
      case Step.PassToDue pass -> {
        var due = model.due(USERS);
        now = due == null ? now : due.plus(pass.offset());
      }
      case Step.Settle _ -> {
        books.settle(now);
        model.settle(USERS, now);
      }
      case Step.Merge merge -> {
        books.merge(merge.from(), merge.into(), now);
        model.merge(merge.from(), merge.into(), now);
      }
      case Step.Consume consume -> {
        wallet = Wallets.with(wallet, consume.consumption());
        books.change(wallet);
        model.consume(consume.consumption());
      }
      case Step.Turn turn -> {
        wallet = Wallets.with(wallet, turn.status());
        books.change(wallet);
        model.turn(turn.status());
      }
      case Step.Block block -> {
        books.block(block.user(), block.isBlocked());
        model.block(block.user(), block.isBlocked());
      }
      case Step.Request _ -> throw new IllegalArgumentException("is posted");
    }
  }

  private @Nullable String flush() {
    if (pending.isEmpty()) {
      return null;
    }
    var steps = List.copyOf(pending);
    pending.clear();
    var outcomes = books.post(steps.stream().map(this::command).toList(), now);
    for (int i = 0; i < steps.size(); i++) {
      var step = steps.get(i);
      var expected = model.post(step.number(), (Step.Request) step.act(), now);
      var outcome = outcomes.get(i);
      if (!Figures.of(outcome).equals(expected)) {
        return different("#%d".formatted(step.number()), expected, Figures.of(outcome));
      }
      if (outcome instanceof LedgerOutcome.Posted posted) {
        transactions.put(step.number(), posted.transactionId());
      }
    }
    return compareHoldings();
  }

  private LedgerCommand command(Step step) {
    var request = (Step.Request) step.act();
    var key = new BalanceKey(wallet.id(), request.user());
    return switch (request) {
      case Step.Give give ->
          new LedgerCommand.Credit(
              head(key, give.source()), points(give.points()), give.validity());
      case Step.Take take ->
          new LedgerCommand.Debit(head(key, take.source()), points(take.points()));
      case Step.Keep keep ->
          new LedgerCommand.Reserve(head(key, Source.API), points(keep.points()), keep.time());
      case Step.Capture capture ->
          new LedgerCommand.Capture(
              head(key, Source.API), transaction(capture.hold()), orAll(capture.points()));
      case Step.Release release ->
          new LedgerCommand.Release(head(key, Source.API), transaction(release.hold()));
      case Step.Refund refund ->
          new LedgerCommand.Refund(
              head(key, Source.API), transactions(refund.spendings()), orAll(refund.points()));
      case Step.Reverse reverse ->
          new LedgerCommand.Reverse(
              head(key, Source.API), transactions(reverse.credits()), orAll(reverse.points()));
    };
  }

  private LedgerCommand.Head head(BalanceKey key, Source source) {
    return new LedgerCommand.Head(0, account, key, source, Note.NONE);
  }

  private long transaction(int number) {
    return transactions.getOrDefault(number, NOBODYS);
  }

  private List<Long> transactions(List<Integer> numbers) {
    return numbers.stream().map(this::transaction).toList();
  }

  private @Nullable String compareHoldings() {
    for (long user : USERS) {
      var holding = books.find(user);
      for (var at : List.of(now, now.plus(LATER))) {
        var then = model.notBeforeLast(user, at);
        var expected = model.text(user, then);
        var actual = Figures.of(holding.asOf(then));
        if (!actual.equals(expected)) {
          return different("user %d at %s".formatted(user, then), expected, actual);
        }
      }
    }
    return null;
  }

  private static String different(String what, String expected, String actual) {
    return "%s%n    expected %s%n    but was  %s".formatted(what, expected, actual);
  }

  private static Points points(BigDecimal points) {
    return Points.of(points);
  }

  private static @Nullable Points orAll(@Nullable BigDecimal points) {
    return points == null ? null : Points.of(points);
  }
}
