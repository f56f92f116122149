package dev.promontory.testkit;

import static dev.promontory.testkit.Rewards.NOW;
import static dev.promontory.testkit.Rewards.fresh;
import static dev.promontory.testkit.Rewards.points;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.EntryType;
import dev.promontory.ledger.LedgerCommand.Credit;
import dev.promontory.ledger.LedgerCommand.Head;
import dev.promontory.ledger.LedgerOutcome.Posted;
import dev.promontory.ledger.LedgerRefusal;
import dev.promontory.ledger.Note;
import dev.promontory.ledger.Source;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/// What every ledger must do.
public abstract class LedgerContract extends LedgerTests {
  @Test
  void a_credit_and_a_debit_are_entries_with_what_they_lead_to() {
    var key = key(rewards.wallet(), fresh());

    var outcomes = post(NOW, credit(key, "150", NEVER), debit(key, "60"));

    assertThat(outcomes)
        .extracting(outcome -> ((Posted) outcome).active())
        .containsExactly(points("150"), points("90"));
    assertThat(lines(key))
        .extracting(
            line -> line.entry().type(),
            line -> line.entry().sequence(),
            line -> line.entry().change().active(),
            line -> line.entry().after().active())
        .containsExactly(
            tuple(EntryType.DEBIT, 2L, -60_000L, points("90")),
            tuple(EntryType.CREDIT, 1L, 150_000L, points("150")));
    assertThat(discrepancies()).isZero();
  }

  @Test
  void hostile_notes_come_back_as_they_were_sent() {
    var key = key(rewards.wallet(), fresh());
    var hostile = "<script>alert('x')</script>\0\uD83D & \"\u202E\uD83D\uDE00 '; DROP TABLE entry;";
    var note =
        new Note(
            hostile,
            hostile,
            new BigDecimal("-199.999999"),
            hostile,
            hostile,
            null,
            "{\"<b>\":\"&\\u0000\"}");
    var command = new Credit(new Head(0, account(), key, Source.API, note), points("1"), NEVER);

    post(NOW, command);

    assertThat(lines(key).getFirst().entry().note()).isEqualTo(note);
    assertThat(events(key).getFirst().note()).isEqualTo(note);
  }

  @Test
  void a_refused_command_leaves_no_trace_and_does_not_keep_its_neighbours() {
    var key = key(rewards.wallet(), fresh());
    var nowhere = new BalanceKey(999_999_999, key.user());

    var outcomes =
        post(
            NOW,
            debit(key, "1"),
            credit(nowhere, "1", NEVER),
            credit(key, "0.5", NEVER),
            credit(key, "2", NEVER),
            debit(key, "3"));

    assertThat(outcomes)
        .extracting(LedgerContract::refusal)
        .containsExactly(
            LedgerRefusal.INSUFFICIENT_POINTS.name(),
            LedgerRefusal.UNKNOWN_WALLET.name(),
            LedgerRefusal.INVALID_POINTS.name(),
            "",
            LedgerRefusal.INSUFFICIENT_POINTS.name());
    assertThat(lines(key)).hasSize(1);
    assertThat(rewards.holding(rewards.wallet(), 1).balance().sequence()).isZero();
  }

  @Test
  void lines_are_paged_from_the_newest() {
    var key = key(rewards.wallet(), fresh());
    for (int i = 1; i <= 5; i++) {
      post(NOW.plusSeconds(i), credit(key, Integer.toString(i), NEVER));
    }

    var page = transactions().inTransaction(tx -> tx.ledger().lines(key, 1, 2));

    assertThat(page)
        .extracting(line -> line.entry().points())
        .containsExactly(points("4"), points("3"));
  }
}
