package dev.promontory.testkit.webhook;

import static dev.promontory.testkit.Rewards.NOW;
import static dev.promontory.testkit.webhook.WebhookDesk.CREDITED;
import static dev.promontory.testkit.webhook.WebhookDesk.EXPIRED;
import static dev.promontory.testkit.webhook.WebhookDesk.draft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.promontory.account.Account;
import dev.promontory.app.ForgetDeliveries;
import dev.promontory.app.QueueDeliveries.Outcome;
import dev.promontory.app.ReplayDeliveries;
import dev.promontory.app.WebhookOutcome;
import dev.promontory.app.WebhookOutcome.NameTaken;
import dev.promontory.app.WebhookOutcome.Saved;
import dev.promontory.app.WebhookOutcome.TooMany;
import dev.promontory.app.WebhookOutcome.Unknown;
import dev.promontory.store.Transactions;
import dev.promontory.testkit.campaign.CrashingTransactions;
import dev.promontory.testkit.campaign.CrashingTransactions.Crash;
import dev.promontory.webhook.Auth;
import dev.promontory.webhook.Deliveries;
import dev.promontory.webhook.Delivery;
import dev.promontory.webhook.DeliveryKey;
import dev.promontory.webhook.Secrets;
import dev.promontory.webhook.Standing;
import dev.promontory.webhook.Target;
import dev.promontory.webhook.Webhook;
import dev.promontory.webhook.WebhookDraft;
import dev.promontory.webhook.Webhooks;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store of webhooks must keep, and how deliveries come into being.
public abstract class WebhooksContract {
  private WebhookDesk desk;

  /// The stores under test; nobody else uses their webhooks.
  protected abstract Transactions transactions();

  /// An account of the stores under test that no other test uses.
  protected abstract Account newAccount();

  @BeforeEach
  void desk() {
    desk = new WebhookDesk(transactions());
  }

  @Test
  void a_webhook_is_found_as_it_was_saved() {
    var account = newAccount();
    var url = URI.create("http://localhost:9/hook?a=%20b");
    for (var auth :
        List.of(
            new Auth.None(),
            new Auth.Basic("ann", "pass \u00e9"),
            new Auth.Bearer("token"),
            new Auth.Header("X-Key", "value"))) {
      var headers = Map.of("X-One", "1 \"quoted\", {and} \\ more");
      var target = new Target(url, Target.Method.PUT, auth, headers);
      var name = "Bo \uD83D\uDE00 " + auth;
      var saved = saved(desk.save(account, new WebhookDraft(name, target, List.of(CREDITED))));

      assertThat(desk.find(account, saved).draft().target()).isEqualTo(target);
      assertThat(desk.find(account, saved).draft().name()).isEqualTo(name);
      assertThat(desk.find(account, saved).secrets()).isEqualTo(Secrets.first("whsec_AAAA"));
      assertThat(desk.find(account, saved).standing()).isEqualTo(Standing.NEW);
    }
  }

  @Test
  void wh4_no_text_of_a_webhook_holds_a_secret() {
    var auth = List.of(new Auth.Basic("ann", "hush"), new Auth.Bearer("hush"));
    var header = new Auth.Header("X-Key", "hush");
    var secrets = Secrets.first("whsec_hush").rotated("whsec_hush2", NOW);

    assertThat(auth + " " + header + " " + secrets).contains("ann").doesNotContain("hush");
  }

  @Test
  void names_are_unique_in_an_account_without_regard_to_case_until_they_are_deleted() {
    var account = newAccount();
    long first = saved(desk.save(account, draft("Köln", CREDITED)));
    long second = saved(desk.save(account, draft("Rome", CREDITED)));

    assertThat(desk.save(account, draft("KÖLN", CREDITED))).isEqualTo(new NameTaken("KÖLN"));
    var edit = new WebhookDraft.Edit("köln", null, null, null, null, null);
    assertThat(desk.change(account, second, edit)).isEqualTo(new NameTaken("köln"));
    assertThat(desk.change(account, first, edit)).isInstanceOf(Saved.class);
    delete(account, first);
    assertThat(desk.save(account, draft("KÖLN", CREDITED))).isInstanceOf(Saved.class);
    assertThat(desk.change(account, first, edit)).isEqualTo(new Unknown());
  }

  @Test
  void an_account_has_a_limited_number_of_webhooks() {
    var account = newAccount();
    for (int i = 0; i < Webhooks.MAX_PER_ACCOUNT; i++) {
      desk.create(account, CREDITED);
    }

    assertThat(desk.save(account, draft("One more", CREDITED)))
        .isEqualTo(new TooMany(Webhooks.MAX_PER_ACCOUNT));
    assertThat(desk.save(newAccount(), draft("First", CREDITED))).isInstanceOf(Saved.class);
  }

  @Test
  void wh3_an_account_neither_sees_nor_steers_the_webhooks_of_another() {
    var mine = newAccount();
    var theirs = newAccount();
    var hook = desk.create(mine, CREDITED);
    desk.credited(mine, 1);
    desk.queue();
    var key = desk.deliveries(hook).getFirst().key();

    assertThat(find(theirs, hook.id())).isEmpty();
    delete(theirs, hook.id());
    assertThat(find(mine, hook.id())).isPresent();
    var replay = new ReplayDeliveries(() -> {});
    ReplayDeliveries.Outcome replayed =
        transactions().inTransaction(tx -> replay.replay(tx, theirs, key, NOW));
    assertThat(replayed).isEqualTo(new ReplayDeliveries.Outcome.Unknown());
    List<Webhook> seen = transactions().inTransaction(tx -> tx.webhooks().list(theirs.number()));
    assertThat(seen).isEmpty();
  }

  @Test
  void wh3_a_webhook_is_told_of_its_account_and_events_from_its_creation_on() {
    var mine = newAccount();
    var theirs = newAccount();
    desk.credited(mine, 2);
    assertThat(desk.queueing(transactions()).position()).isEmpty();
    var credits = desk.create(mine, CREDITED);
    desk.happened(mine, "ann", "CT Points Credited");
    var both = desk.create(mine, CREDITED, EXPIRED);
    desk.happened(mine, "ann", "CT Points Expired");
    desk.happened(theirs, "ann", "CT Points Credited");
    desk.happened(mine, "bob", "Charged");
    desk.happened(mine, "bob", "ct points credited");

    assertThat(desk.queue()).isEqualTo(new Outcome.Queued(4, 0));

    assertThat(payloads(desk.deliveries(credits)))
        .containsExactly("points.credited ann 3", "points.credited bob 7");
    assertThat(payloads(desk.deliveries(both)))
        .containsExactly("points.expired ann 4", "points.credited bob 7");
  }

  @Test
  void wh1_whatever_crashes_each_record_becomes_one_delivery() {
    long seed = System.nanoTime();
    var random = new SplittableRandom(seed);
    var account = newAccount();
    var hook = desk.create(account, CREDITED);
    var crashing = new CrashingTransactions(transactions());
    for (int round = 0; round < 20; round++) {
      desk.credited(account, random.nextInt(1, 5));
      crashing.crashAt(random.nextInt(1, 4), random.nextBoolean());
      assertThatThrownBy(() -> desk.queue(crashing)).isInstanceOf(Crash.class);
      desk.queue(crashing);
    }

    assertThat(positions(desk.deliveries(hook)))
        .as("seed " + seed)
        .isEqualTo(LongStream.rangeClosed(1, desk.log().lastPosition()).boxed().toList());
  }

  @Test
  void wh1_of_two_who_follow_the_log_one_makes_the_deliveries() {
    var account = newAccount();
    var hook = desk.create(account, CREDITED);
    desk.credited(account, 3);
    var one = desk.queueing(transactions());
    var other = desk.queueing(transactions());
    long from = one.position().orElseThrow();

    assertThat(one.queue(from, 3, desk.records(from), NOW)).isEqualTo(new Outcome.Queued(3, 0));
    assertThat(other.queue(from, 3, desk.records(from), NOW)).isEqualTo(new Outcome.Moved());
    assertThat(desk.deliveries(hook)).hasSize(3);
  }

  @Test
  void wh2_what_there_is_no_room_for_is_dropped_from_the_newest_on_and_counted() {
    var account = newAccount();
    var hook = desk.create(account, CREDITED);
    List<Delivery> many = new ArrayList<>();
    for (int i = 1; i < Deliveries.MAX_WAITING; i++) {
      many.add(fresh(hook.id(), i));
    }
    assertThat(add(many)).isZero();

    var more =
        List.of(fresh(hook.id(), 60_001), fresh(hook.id(), 60_002), fresh(hook.id(), 60_003));
    assertThat(add(more)).isEqualTo(2);

    assertThat(desk.find(account, hook.id()).dropped().count()).isEqualTo(2);
    assertThat(desk.find(account, hook.id()).dropped().lastAt()).isEqualTo(NOW);
    assertThat(desk.deliveries(hook).getLast().key().position()).isEqualTo(60_001);
    Deliveries.Backlog backlog = transactions().inTransaction(tx -> tx.deliveries().backlog());
    assertThat(backlog).isEqualTo(new Deliveries.Backlog(Deliveries.MAX_WAITING, NOW));
  }

  @Test
  void deliveries_are_forgotten_after_a_month_and_those_that_waited_are_counted() {
    var account = newAccount();
    var hook = desk.create(account, CREDITED);
    desk.credited(account, 2);
    desk.queue();
    var forget = new ForgetDeliveries(transactions());
    var month = NOW.plus(Deliveries.RETENTION);

    assertThat(forget.nextDueAt()).hasValueSatisfying(at -> assertThat(at).isAfter(month));
    forget.doDue(month);
    assertThat(desk.deliveries(hook)).hasSize(2);
    forget.doDue(month.plus(Duration.ofHours(1)));
    assertThat(desk.deliveries(hook)).isEmpty();
    assertThat(desk.find(account, hook.id()).dropped().count()).isEqualTo(2);
    assertThat(forget.nextDueAt()).isEmpty();
  }

  @Test
  void a_deleted_webhook_goes_with_all_its_deliveries() {
    var account = newAccount();
    var hook = desk.create(account, CREDITED);
    var kept = desk.create(account, CREDITED);
    desk.credited(account, 2);
    desk.queue();
    delete(account, hook.id());
    assertThat(add(List.of(fresh(hook.id(), 9)))).isZero();
    var forget = new ForgetDeliveries(transactions());

    assertThat(forget.nextDueAt()).hasValueSatisfying(at -> assertThat(at).isBefore(NOW));
    forget.doDue(NOW);

    assertThat(desk.deliveries(hook)).isEmpty();
    assertThat(desk.deliveries(kept)).hasSize(2);
    assertThat(forget.nextDueAt()).hasValueSatisfying(at -> assertThat(at).isAfter(NOW));
  }

  private static Delivery fresh(long webhookId, long position) {
    return Delivery.fresh(new DeliveryKey(webhookId, position), CREDITED, 1, "{}", NOW);
  }

  private int add(List<Delivery> fresh) {
    return transactions().inTransaction(tx -> tx.deliveries().add(fresh, NOW));
  }

  private void delete(Account account, long id) {
    var _ = transactions().inTransaction(tx -> desk.steer().delete(tx, account, id, NOW));
  }

  private Optional<Webhook> find(Account account, long id) {
    return transactions().inTransaction(tx -> tx.webhooks().find(account.number(), id));
  }

  private static long saved(WebhookOutcome outcome) {
    return ((Saved) outcome).webhook().id();
  }

  private static List<String> payloads(List<Delivery> deliveries) {
    return deliveries.stream().map(Delivery::payload).toList();
  }

  private static List<Long> positions(List<Delivery> deliveries) {
    return deliveries.stream().map(each -> each.key().position()).toList();
  }
}
