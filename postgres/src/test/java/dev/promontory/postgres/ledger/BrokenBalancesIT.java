package dev.promontory.postgres.ledger;

import static dev.promontory.testkit.Rewards.NOW;
import static dev.promontory.testkit.Rewards.fresh;
import static dev.promontory.testkit.Rewards.requests;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.promontory.account.Account;
import dev.promontory.app.ActivateAndExpireLots;
import dev.promontory.points.Points;
import dev.promontory.postgres.PostgresAccounts;
import dev.promontory.postgres.PostgresTransactions;
import dev.promontory.postgres.TestDatabase;
import dev.promontory.store.Transactions;
import dev.promontory.testkit.Rewards;
import dev.promontory.time.Span;
import dev.promontory.wallet.Wallet;
import dev.promontory.wallet.WalletExpiry;
import java.time.Duration;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/// Balances that no statement of ours would leave behind.
class BrokenBalancesIT {
  private static final DataSource SOURCE = TestDatabase.migrated("broken");
  private static final Jdbi JDBI = Jdbi.create(SOURCE);
  private static final Transactions TRANSACTIONS = new PostgresTransactions(SOURCE);
  private static final Account ACCOUNT =
      new PostgresAccounts(SOURCE).create("shop", "Asia/Kolkata", "h");
  private static final WalletExpiry AFTER_A_DAY =
      new WalletExpiry.After(new Span(1, Span.Unit.DAY));

  private final Rewards rewards = new Rewards(TRANSACTIONS, ACCOUNT);
  private final ActivateAndExpireLots lots = new ActivateAndExpireLots(TRANSACTIONS);

  @Test
  void a_balance_that_cannot_be_settled_holds_up_no_other() {
    var wallet = rewards.wallet(AFTER_A_DAY, 0);
    rewards.grant(requests(rewards.flat(wallet, "5"), fresh(), 1, 60));
    change("active = 0, credited = 0", wallet, 17);
    var due = NOW.plus(Duration.ofDays(1));

    assertThatThrownBy(() -> lots.doDue(due))
        .hasMessageContaining("user=17")
        .hasMessageContaining("cannot be settled");

    for (long user : new long[] {1, 16, 18, 60}) {
      assertThat(rewards.holding(wallet, user).balance().expired()).isEqualTo(Points.of(5));
    }
    assertThat(lots.doDue(due)).isFalse();
    assertThat(lots.nextDueAt()).contains(due.plus(Duration.ofMinutes(1)));
    change("active = 5000, credited = 5000", wallet, 17);
    assertThat(lots.doDue(due.plus(Duration.ofMinutes(1)))).isFalse();
    assertThat(rewards.holding(wallet, 17).balance().expired()).isEqualTo(Points.of(5));
    assertThat(lots.nextDueAt()).isEmpty();
  }

  @Test
  void a_balance_that_is_due_without_a_lot_that_is_finds_its_next_lot_again() {
    var wallet = rewards.wallet(AFTER_A_DAY, 0);
    rewards.grant(requests(rewards.flat(wallet, "5"), fresh(), 1, 1));
    change("next_due_at = next_due_at - interval '1 day'", wallet, 1);

    assertThat(lots.nextDueAt()).contains(NOW);
    assertThat(lots.doDue(NOW)).isFalse();

    assertThat(lots.nextDueAt()).contains(NOW.plus(Duration.ofDays(1)));
    assertThat(lots.doDue(NOW.plus(Duration.ofDays(1)))).isFalse();
    assertThat(lots.nextDueAt()).isEmpty();
  }

  private static void change(String what, Wallet wallet, long user) {
    JDBI.useHandle(
        handle ->
            handle.execute(
                "UPDATE balance SET " + what + " WHERE wallet_id = ? AND user_number = ?",
                wallet.id(),
                user));
  }
}
