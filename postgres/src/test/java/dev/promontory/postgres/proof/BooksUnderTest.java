package dev.promontory.postgres.proof;

import dev.promontory.account.Account;
import dev.promontory.app.ActivateAndExpireLots;
import dev.promontory.app.PostEntries;
import dev.promontory.grant.Limits.OnShortBudget;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.LedgerCommand;
import dev.promontory.ledger.LedgerCommand.Capture;
import dev.promontory.ledger.LedgerCommand.Credit;
import dev.promontory.ledger.LedgerCommand.Debit;
import dev.promontory.ledger.LedgerCommand.Head;
import dev.promontory.ledger.LedgerCommand.Refund;
import dev.promontory.ledger.LedgerCommand.Release;
import dev.promontory.ledger.LedgerCommand.Reserve;
import dev.promontory.ledger.LedgerCommand.Reverse;
import dev.promontory.ledger.LedgerOutcome.Posted;
import dev.promontory.ledger.Note;
import dev.promontory.ledger.Source;
import dev.promontory.ledger.Validity;
import dev.promontory.points.Points;
import dev.promontory.postgres.PostgresAccounts;
import dev.promontory.postgres.PostgresTransactions;
import dev.promontory.store.Transactions;
import dev.promontory.testkit.Rewards;
import dev.promontory.time.Span;
import dev.promontory.wallet.Wallet;
import dev.promontory.wallet.WalletExpiry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import javax.sql.DataSource;

/// Books that the program itself has written, on a database of their own.
final class BooksUnderTest {
  private static final int USERS = 6;
  private static final String HOSTILE =
      "<script>\0 \uD83D & \uDE00 \uD83C\uDF81 \uFFFF\uFFFF0000 ' \" \\ \u202E Grüße";

  private final Transactions transactions;
  private final Account account;
  private final Rewards rewards;
  private Instant now = Rewards.NOW;

  BooksUnderTest(DataSource source) {
    transactions = new PostgresTransactions(source);
    account = new PostgresAccounts(source).create("shop", "America/New_York", "h");
    rewards = new Rewards(transactions, account);
  }

  Instant now() {
    return now;
  }

  /// A wallet whose points expire after some days.
  Wallet wallet() {
    return rewards.wallet(new WalletExpiry.After(new Span(20, Span.Unit.DAY)), 3);
  }

  /// Posts one command that must not be refused.
  ///
  /// @return its transaction
  long post(LedgerCommand command) {
    return ((Posted)
            transactions
                .inTransaction(tx -> new PostEntries().post(tx, List.of(command), now))
                .getFirst())
        .transactionId();
  }

  Head head(BalanceKey key, Source source, Note note) {
    return new Head(0, account, key, source, note);
  }

  /// A balance with twelve entries of known kinds: credits 1, 2 and 8, debit 3, hold 4, capture 5,
  /// release 6, refund 7 of the debit, reversal 9 of the credit 8, removal 10, reinstatement 11,
  /// open hold 12.
  void writeKnown(BalanceKey key) {
    var head = head(key, Source.API, note(1));
    var plain = head(key, Source.API, Note.NONE);
    post(new Credit(head, Rewards.points("100"), Validity.OF_WALLET));
    post(new Credit(plain, Rewards.points("50"), Validity.OF_WALLET));
    now = now.plusSeconds(5);
    long debit = post(new Debit(head, Rewards.points("30")));
    long hold = post(new Reserve(plain, Rewards.points("20"), Duration.ofMinutes(1)));
    now = now.plusSeconds(5);
    post(new Capture(head, hold, Rewards.points("15")));
    post(new Refund(plain, List.of(debit), Rewards.points("10")));
    long credit = post(new Credit(plain, Rewards.points("5"), Validity.OF_WALLET));
    post(new Reverse(plain, List.of(credit), null));
    long removal = post(new Debit(head(key, Source.MANUAL, note(2)), Rewards.points("7")));
    post(new Refund(plain, List.of(removal), null));
    post(new Reserve(plain, Rewards.points("3"), Duration.ofHours(1)));
  }

  /// Rewards of a campaign with a budget.
  void grant(Wallet wallet, int users) {
    var offer = rewards.limited(wallet, "12.5", "20", OnShortBudget.PARTIAL);
    rewards.grant(Rewards.requests(offer, Rewards.fresh(), 1, users), now);
  }

  /// Batches of everything that can be posted, days apart, refused or not; lots and holds run out
  /// in between, sometimes late.
  void writeRandomly(Wallet wallet, int batches, SplittableRandom random) {
    Map<BalanceKey, List<Long>> posted = new HashMap<>();
    for (int batch = 0; batch < batches; batch++) {
      now = now.plus(Duration.ofMinutes(random.nextInt(60 * 24 * 4)));
      List<LedgerCommand> commands = new ArrayList<>();
      for (int i = random.nextInt(10); i >= 0; i--) {
        commands.add(command(wallet, posted, random));
      }
      var outcomes = transactions.inTransaction(tx -> new PostEntries().post(tx, commands, now));
      for (int i = 0; i < commands.size(); i++) {
        if (outcomes.get(i) instanceof Posted done) {
          posted
              .computeIfAbsent(commands.get(i).head().key(), _ -> new ArrayList<>())
              .add(done.transactionId());
        }
      }
      if (random.nextInt(3) == 0) {
        new ActivateAndExpireLots(transactions).doDue(now);
        grant(wallet, USERS);
      }
    }
  }

  private LedgerCommand command(
      Wallet wallet, Map<BalanceKey, List<Long>> posted, SplittableRandom random) {
    var key = new BalanceKey(wallet.id(), 1 + random.nextInt(USERS));
    var source = random.nextInt(3) == 0 ? Source.MANUAL : Source.API;
    var head = head(key, source, note(random.nextInt(12)));
    var points = new Points(1 + random.nextInt(40_000));
    var some = random.nextBoolean() ? points : null;
    var own = posted.computeIfAbsent(key, _ -> new ArrayList<>(List.of(1L)));
    long one = own.get(random.nextInt(own.size()));
    return switch (random.nextInt(9)) {
      case 0, 1, 2 -> new Credit(head, points, validity(random));
      case 3, 4 -> new Debit(head, points);
      case 5 -> new Reserve(head, points, Duration.ofHours(1 + random.nextInt(200)));
      case 6 -> new Capture(head, one, some);
      case 7 ->
          random.nextBoolean() ? new Refund(head, List.of(one), some) : new Release(head, one);
      default -> new Reverse(head, List.of(one), some);
    };
  }

  private static Validity validity(SplittableRandom random) {
    var delay = random.nextBoolean() ? null : new Span(1 + random.nextInt(6), Span.Unit.DAY);
    return new Validity(delay, random.nextInt(4) == 0 ? new WalletExpiry.Never() : null);
  }

  /// Notes of all forms; some are none.
  private static Note note(int form) {
    return switch (form) {
      case 0, 3, 4 -> Note.NONE;
      case 1 ->
          new Note(
              HOSTILE,
              "order-1",
              new BigDecimal("-199.999999"),
              HOSTILE,
              HOSTILE,
              null,
              "{\"a\":\"" + HOSTILE + "\"}");
      case 2 -> Note.of("");
      case 5 -> new Note(null, HOSTILE, null, null, null, 77L, null);
      case 6 -> new Note(null, null, new BigDecimal("999999999999.5"), null, null, null, null);
      case 7 -> new Note(null, null, BigDecimal.ZERO, "", null, null, "{}");
      default -> new Note("d" + form, null, null, null, "\uD83C\uDF81", null, null);
    };
  }
}
