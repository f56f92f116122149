package dev.promontory.testkit.webhook;

import static dev.promontory.testkit.Rewards.NOW;

import dev.promontory.account.Account;
import dev.promontory.app.ForgetDeliveries;
import dev.promontory.app.HandOutDeliveries.Done;
import dev.promontory.app.QueueDeliveries;
import dev.promontory.app.QueueDeliveries.Outcome;
import dev.promontory.app.SaveWebhook;
import dev.promontory.app.SteerWebhook;
import dev.promontory.app.WebhookOutcome;
import dev.promontory.app.WebhookOutcome.Saved;
import dev.promontory.log.AppendBatch;
import dev.promontory.log.LogRecord;
import dev.promontory.log.NewRecord;
import dev.promontory.record.Name;
import dev.promontory.record.Properties;
import dev.promontory.record.RecordBody;
import dev.promontory.store.Transactions;
import dev.promontory.testkit.MemoryEventLog;
import dev.promontory.testkit.Rewards;
import dev.promontory.user.Identity;
import dev.promontory.webhook.Attempt;
import dev.promontory.webhook.Auth;
import dev.promontory.webhook.Deliveries.Wanted;
import dev.promontory.webhook.Delivery;
import dev.promontory.webhook.Secrets;
import dev.promontory.webhook.Target;
import dev.promontory.webhook.Webhook;
import dev.promontory.webhook.WebhookDraft;
import dev.promontory.webhook.WebhookEvents;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Webhooks of some stores beside a log in memory. The stores have no webhook at first.
public final class WebhookDesk {
  static final String CREDITED = "points.credited";
  static final String EXPIRED = "points.expired";

  private static final String TITLE_CREDITED = "CT Points Credited";

  private final Transactions transactions;
  private final MemoryEventLog log = new MemoryEventLog();
  private final SaveWebhook save = new SaveWebhook(log, () -> {});
  private final SteerWebhook steer = new SteerWebhook(() -> {});

  WebhookDesk(Transactions transactions) {
    this.transactions = transactions;
    for (var webhook : transactions.inTransaction(tx -> tx.webhooks().all())) {
      var account = new Account(webhook.account(), "any", ZoneOffset.UTC, DayOfWeek.MONDAY);
      transactions.inTransaction(tx -> steer.delete(tx, account, webhook.id(), NOW));
    }
    while (new ForgetDeliveries(transactions).doDue(NOW)) {
      // Batch by batch.
    }
  }

  MemoryEventLog log() {
    return log;
  }

  SteerWebhook steer() {
    return steer;
  }

  static WebhookDraft draft(String name, String... events) {
    var url = URI.create("https://example.com/hook");
    var target = new Target(url, Target.Method.POST, new Auth.None(), Map.of());
    return new WebhookDraft(name, target, List.of(events));
  }

  WebhookOutcome save(Account account, WebhookDraft draft) {
    return transactions.inTransaction(
        tx -> save.create(tx, account, draft, Secrets.first("whsec_AAAA"), NOW));
  }

  WebhookOutcome change(Account account, long id, WebhookDraft.Edit edit) {
    return transactions.inTransaction(tx -> save.change(tx, account, id, edit, NOW));
  }

  /// A webhook with a name of its own.
  Webhook create(Account account, String... events) {
    return ((Saved) save(account, draft("Hook " + Rewards.fresh(), events))).webhook();
  }

  Webhook find(Account account, long id) {
    return transactions.inTransaction(tx -> tx.webhooks().find(account.number(), id)).orElseThrow();
  }

  /// Logs that points were credited, once for each user `u1` to `uN`.
  void credited(Account account, int users) {
    for (int i = 1; i <= users; i++) {
      happened(account, "u" + i, TITLE_CREDITED);
    }
  }

  void happened(Account account, String identity, String title) {
    var body = new RecordBody.Event(Name.of(title), Properties.NONE);
    var record =
        new NewRecord(
            account.number(),
            Identity.of(identity),
            NOW.getEpochSecond(),
            NOW.toEpochMilli(),
            body,
            null);
    log.append(new AppendBatch(List.of(record), null));
  }

  /// Makes the deliveries of everything that is logged, in one go.
  Outcome queue() {
    return queue(transactions);
  }

  /// As [#queue()], through other transactions on the same stores.
  Outcome queue(Transactions through) {
    var queue = queueing(through);
    var position = queue.position();
    if (position.isEmpty()) {
      return new Outcome.Queued(0, 0);
    }
    long from = position.getAsLong();
    return queue.queue(from, log.lastPosition(), records(from), NOW);
  }

  QueueDeliveries queueing(Transactions through) {
    return new QueueDeliveries(
        through,
        log.users(),
        (event, record, identities) ->
            "%s %s %d".formatted(event, identities.getFirst().value(), record.position()));
  }

  /// The records behind a position that webhooks may be told of.
  List<LogRecord> records(long from) {
    List<LogRecord> records = new ArrayList<>();
    for (long position = from + 1; position <= log.lastPosition(); position++) {
      var record = log.record(position);
      if (WebhookEvents.of(record.body()).isPresent()) {
        records.add(record);
      }
    }
    return records;
  }

  /// All deliveries of a webhook, the oldest first.
  List<Delivery> deliveries(Webhook webhook) {
    var wanted = new Wanted(webhook.id(), null, Long.MAX_VALUE, 1_000);
    return transactions.inTransaction(tx -> tx.deliveries().page(wanted)).reversed();
  }

  static Done answered(Delivery delivery, int status, Instant at) {
    return new Done(delivery, new Attempt(at, 7, status, "note \u0000 \ud83d", null));
  }
}
