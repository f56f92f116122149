package dev.promontory.testkit.webhook;

import static dev.promontory.testkit.Rewards.NOW;
import static dev.promontory.testkit.webhook.WebhookDesk.CREDITED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.promontory.account.Account;
import dev.promontory.app.DeleteUser;
import dev.promontory.store.StoreUnavailable;
import dev.promontory.store.Transactions;
import dev.promontory.store.Tx;
import dev.promontory.testkit.Rewards;
import dev.promontory.testkit.campaign.CrashingTransactions;
import dev.promontory.testkit.campaign.SetHistory;
import dev.promontory.user.Departures.Merged;
import dev.promontory.webhook.Delivery;
import dev.promontory.webhook.DeliveryKey;
import dev.promontory.webhook.Webhook;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// S6: what is left of a deleted user in every store of webhooks, which is nothing.
public abstract class DeletedUsersContract {
  /// Larger than the numbers that logs in memory give.
  private static final long FIRST_USER = 1_000_000;

  private WebhookDesk desk;
  private Account account;
  private Webhook hook;

  /// The stores under test; nobody else uses their webhooks.
  protected abstract Transactions transactions();

  /// An account of the stores under test that no other test uses.
  protected abstract Account newAccount();

  @BeforeEach
  void listen() {
    desk = new WebhookDesk(transactions());
    account = newAccount();
    hook = desk.create(account, CREDITED);
  }

  @Test
  void s6_nothing_is_left_or_added_wherever_the_deletion_crashed_before_it_was_repeated() {
    var crashing = new CrashingTransactions(transactions());
    for (int crash = 1; crash <= 5; crash++) {
      for (boolean commits : List.of(false, true)) {
        long gone = user();
        long stays = user();
        add(delivery(gone, gone), delivery(stays, stays));
        crashing.crashAt(crash, commits);
        var crashed = catchThrowable(() -> delete(crashing, gone));
        assertThat(crashed == null).isEqualTo(crashing.isArmed());
        delete(transactions(), gone);
        add(delivery(-gone, gone));

        assertThat(users()).contains(stays).doesNotContain(gone);
      }
    }
    assertThat(desk.find(account, hook.id()).dropped()).isEqualTo(Webhook.Dropped.NONE);
  }

  @Test
  void s6_those_who_were_merged_go_too_however_many_deliveries_there_are() {
    long into = user();
    long merged = user();
    merge(merged, into);
    List<Delivery> many = new ArrayList<>();
    for (int i = 0; i <= DeleteUser.MAX_BATCH; i++) {
      many.add(delivery(i + 1L, i % 2 == 0 ? into : merged));
    }
    add(many.toArray(Delivery[]::new));
    assertThat(users()).contains(into, merged);

    delete(transactions(), merged);

    assertThat(users()).isEmpty();
    add(many.toArray(Delivery[]::new));
    assertThat(users()).isEmpty();
  }

  @Test
  void s6_who_is_merged_into_a_user_that_is_being_deleted_goes_too() {
    long gone = user();
    long late = user();
    add(delivery(gone, gone), delivery(late, late));

    delete(new Merging(transactions(), 1, () -> merge(late, gone)), gone);

    assertThat(users()).isEmpty();
    delete(transactions(), late);
  }

  @Test
  void a_deletion_that_others_are_merged_into_again_and_again_is_given_up() {
    long gone = user();
    add(delivery(gone, gone));

    assertThatThrownBy(
            () -> delete(new Merging(transactions(), 1_000, () -> merge(user(), gone)), gone))
        .isInstanceOf(StoreUnavailable.class);
    delete(transactions(), gone);
    assertThat(users()).isEmpty();
  }

  /// Transactions that somebody merges users between: right before each third one of a deletion,
  /// which removes deliveries.
  private static final class Merging implements Transactions {
    private final Transactions transactions;
    private final Runnable merge;
    private int times;
    private int count;

    Merging(Transactions transactions, int times, Runnable merge) {
      this.transactions = transactions;
      this.times = times;
      this.merge = merge;
    }

    @Override
    public <T> T inTransaction(Function<Tx, T> work) {
      count++;
      if (count % 4 == 3 && times > 0) {
        times--;
        merge.run();
      }
      return transactions.inTransaction(work);
    }
  }

  private static long user() {
    return FIRST_USER + Rewards.fresh();
  }

  private Delivery delivery(long position, long user) {
    return Delivery.fresh(new DeliveryKey(hook.id(), position), CREDITED, user, "{}", NOW);
  }

  private void add(Delivery... fresh) {
    int dropped = transactions().inTransaction(tx -> tx.deliveries().add(List.of(fresh), NOW));
    assertThat(dropped).isZero();
  }

  private void merge(long from, long into) {
    boolean _ =
        transactions()
            .inTransaction(
                tx -> {
                  tx.departures().merge(new Merged(account.number(), from, into), NOW);
                  return true;
                });
  }

  private void delete(Transactions through, long user) {
    new DeleteUser(through, desk.log(), (_, _) -> {}).delete(account, user, new SetHistory(), NOW);
  }

  /// Whom deliveries are about.
  private List<Long> users() {
    return desk.deliveries(hook).stream().map(Delivery::user).distinct().toList();
  }
}
