package dev.promontory.postgres.ledger;

import static dev.promontory.testkit.Rewards.fresh;
import static dev.promontory.testkit.Rewards.points;
import static org.assertj.core.api.Assertions.assertThat;

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
import dev.promontory.ledger.LedgerOutcome.Refused;
import dev.promontory.ledger.LedgerRefusal;
import dev.promontory.ledger.Validity;
import dev.promontory.points.Points;
import dev.promontory.wallet.WalletExpiry;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// 64 threads of two processes that all want the same debit, hold or credit.
class OperationRacesIT {
  private static final int THREADS = 64;
  private static final Tills TILLS = Tills.on("operation_races");

  private final BalanceKey key =
      new BalanceKey(TILLS.rewards().wallet(new WalletExpiry.Never(), 3).id(), fresh());

  @AfterAll
  static void l1_l6_the_proof_finds_nothing() {
    assertThat(TILLS.faults()).isEmpty();
  }

  @Test
  void l2_a_debit_that_all_refund_comes_back_once() throws Exception {
    credit("100");
    long spent = posted(new Debit(TILLS.head(key), points("60")));

    var outcomes = race(_ -> new Refund(TILLS.head(key), List.of(spent), null));

    assertThat(moved(outcomes)).containsExactly(points("60"));
    assertThat(refusals(outcomes)).hasSize(THREADS - 1).containsOnly(LedgerRefusal.NOTHING_LEFT);
    assertBooks("100", "0", "0");
  }

  @Test
  void l2_a_debit_of_several_lots_that_all_refund_in_parts_comes_back_whole_and_no_more()
      throws Exception {
    for (int i = 0; i < 10; i++) {
      credit("10");
    }
    long spent = posted(new Debit(TILLS.head(key), points("95")));

    var outcomes = race(_ -> new Refund(TILLS.head(key), List.of(spent), points("3")));

    assertThat(moved(outcomes)).hasSize(31).containsOnly(points("3"));
    assertThat(refusals(outcomes)).containsOnly(LedgerRefusal.MORE_THAN_LEFT);
    posted(new Refund(TILLS.head(key), List.of(spent), null));
    assertBooks("100", "0", "0");
  }

  @Test
  void l2_a_hold_that_all_capture_or_release_ends_once() throws Exception {
    credit("100");
    for (int round = 0; round < 10; round++) {
      long hold = posted(new Reserve(TILLS.head(key), points("10"), Duration.ofHours(1)));
      var before = TILLS.find(key).balance();

      var outcomes =
          race(
              thread ->
                  thread % 2 == 0
                      ? new Capture(TILLS.head(key), hold, points("4"))
                      : new Release(TILLS.head(key), hold));

      assertThat(moved(outcomes)).hasSize(1);
      assertThat(refusals(outcomes)).hasSize(THREADS - 1).containsOnly(LedgerRefusal.HOLD_ENDED);
      var after = TILLS.find(key).balance();
      boolean isCaptured = moved(outcomes).getFirst().equals(points("4"));
      assertThat(after.held()).isEqualTo(Points.ZERO);
      assertThat(after.active()).isEqualTo(before.active().plus(points(isCaptured ? "6" : "10")));
    }
    assertThat(TILLS.discrepancies()).isZero();
  }

  @Test
  void l2_a_credit_that_all_reverse_in_parts_is_taken_or_missing_but_never_more_than_it()
      throws Exception {
    long credit = credit("100");
    posted(new Debit(TILLS.head(key), points("40")));

    var outcomes = race(_ -> new Reverse(TILLS.head(key), List.of(credit), points("7")));

    assertThat(refusals(outcomes)).hasSize(THREADS - 14);
    assertThat(refusals(outcomes)).containsOnly(LedgerRefusal.MORE_THAN_LEFT);
    var all = postings(outcomes).toList();
    assertThat(all).hasSize(14);
    assertThat(all).allMatch(each -> each.moved().plus(each.shortfall()).equals(points("7")));
    assertThat(moved(outcomes).stream().mapToLong(Points::thousandths).sum()).isEqualTo(60_000);
    assertBooks("0", "0", "40");
  }

  @Test
  void l2_reversals_and_debits_share_what_is_there() throws Exception {
    long credit = credit("100");

    var outcomes =
        race(
            thread ->
                thread % 2 == 0
                    ? new Reverse(TILLS.head(key), List.of(credit), points("3"))
                    : new Debit(TILLS.head(key), points("5")));

    assertThat(moved(outcomes).stream().mapToLong(Points::thousandths).sum())
        .isBetween(95_001L, 100_000L);
    assertThat(postings(outcomes).filter(each -> !each.shortfall().isZero()))
        .allMatch(each -> each.active().isZero());
    assertThat(TILLS.discrepancies()).isZero();
  }

  private void assertBooks(String active, String held, String redeemed) {
    var balance = TILLS.find(key).balance();
    assertThat(List.of(balance.active(), balance.held(), balance.redeemed()))
        .containsExactly(points(active), points(held), points(redeemed));
    assertThat(TILLS.discrepancies()).isZero();
  }

  private static List<LedgerOutcome> race(Function<Integer, LedgerCommand> command)
      throws Exception {
    return Race.run(THREADS, thread -> TILLS.post(thread, command.apply(thread)));
  }

  private static Stream<Posted> postings(List<LedgerOutcome> outcomes) {
    return outcomes.stream().filter(Posted.class::isInstance).map(Posted.class::cast);
  }

  private static List<Points> moved(List<LedgerOutcome> outcomes) {
    return postings(outcomes).map(Posted::moved).toList();
  }

  private static List<LedgerRefusal> refusals(List<LedgerOutcome> outcomes) {
    return outcomes.stream()
        .filter(Refused.class::isInstance)
        .map(outcome -> ((Refused) outcome).refusal())
        .toList();
  }

  private long credit(String amount) {
    return posted(new Credit(TILLS.head(key), points(amount), Validity.OF_WALLET));
  }

  private static long posted(LedgerCommand command) {
    return ((Posted) TILLS.post(0, command)).transactionId();
  }
}
