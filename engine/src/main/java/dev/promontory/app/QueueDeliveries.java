package dev.promontory.app;

import dev.promontory.log.LogRecord;
import dev.promontory.store.Transactions;
import dev.promontory.user.Identity;
import dev.promontory.user.Users;
import dev.promontory.webhook.Delivery;
import dev.promontory.webhook.DeliveryKey;
import dev.promontory.webhook.Payloads;
import dev.promontory.webhook.Webhook;
import dev.promontory.webhook.WebhookEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/// Makes deliveries of what is logged: each record once for each webhook that listens to it (WH1).
/// Any number of processes may do so; one of them gets ahead at each position.
public final class QueueDeliveries {

  /// The most records of one call.
  public static final int MAX_RECORDS = 1_000;

  private final Transactions transactions;
  private final Users users;
  private final Payloads payloads;

  public QueueDeliveries(Transactions transactions, Users users, Payloads payloads) {
    this.transactions = transactions;
    this.users = users;
    this.payloads = payloads;
  }

  /// What came of it.
  public sealed interface Outcome {
    /// Done.
    ///
    /// @param queued how many deliveries were added
    /// @param dropped how many there was no room for
    record Queued(int queued, int dropped) implements Outcome {}

    /// The position is another one: somebody else was faster, or begins anew. Nothing was done.
    record Moved() implements Outcome {}
  }

  /// The position behind which to read the log; empty while nobody listens.
  public OptionalLong position() {
    return transactions.inTransaction(
        tx ->
            tx.webhooks().isAny()
                ? OptionalLong.of(tx.deliveries().position())
                : OptionalLong.empty());
  }

  /// Makes the deliveries of a stretch of the log.
  ///
  /// @param from the position so far
  /// @param to the position of the last record looked at, `from` or more
  /// @param records those between that [WebhookEvents] has a name for, in order; at most
  ///   [#MAX_RECORDS]
  public Outcome queue(long from, long to, List<LogRecord> records, Instant now) {
    var fresh = records.isEmpty() ? List.<Delivery>of() : deliveries(records, now);
    return transactions.inTransaction(
        tx -> {
          if (!tx.deliveries().advance(from, to)) {
            return new Outcome.Moved();
          }
          int dropped = fresh.isEmpty() ? 0 : tx.deliveries().add(fresh, now);
          return new Outcome.Queued(fresh.size() - dropped, dropped);
        });
  }

  /// A webhook that is created after the list was read listens to what is logged after that, which
  /// is after these records.
  private List<Delivery> deliveries(List<LogRecord> records, Instant now) {
    var all = transactions.inTransaction(tx -> tx.webhooks().all());
    var identities = identities(records, all);
    List<Delivery> fresh = new ArrayList<>();
    for (var record : records) {
      var event = WebhookEvents.of(record.body()).orElseThrow();
      var listening = all.stream().filter(webhook -> listens(webhook, record, event)).toList();
      if (!listening.isEmpty()) {
        var known = identities.getOrDefault(record.user(), List.of());
        var payload = payloads.write(event, record, known);
        for (var webhook : listening) {
          var key = new DeliveryKey(webhook.id(), record.position());
          fresh.add(Delivery.fresh(key, event, record.user(), payload, now));
        }
      }
    }
    return fresh;
  }

  private static boolean listens(Webhook webhook, LogRecord record, String event) {
    return webhook.account() == record.account()
        && record.position() > webhook.since()
        && webhook.draft().events().contains(event);
  }

  /// The identities of all users of those accounts that have a webhook.
  private Map<Long, List<Identity>> identities(List<LogRecord> records, List<Webhook> all) {
    Map<Integer, Set<Long>> wanted = new HashMap<>();
    all.forEach(webhook -> wanted.put(webhook.account(), new HashSet<>()));
    for (var record : records) {
      var numbers = wanted.get(record.account());
      if (numbers != null) {
        numbers.add(record.user());
      }
    }
    Map<Long, List<Identity>> found = new HashMap<>();
    wanted.forEach(
        (account, numbers) -> {
          if (!numbers.isEmpty()) {
            found.putAll(users.identities(account, numbers));
          }
        });
    return found;
  }
}
