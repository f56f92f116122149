package dev.promontory.server;

import dev.promontory.app.AnswerOnce;
import dev.promontory.app.HandOutDeliveries;
import dev.promontory.app.QueueDeliveries;
import dev.promontory.app.ReplayDeliveries;
import dev.promontory.app.SaveWebhook;
import dev.promontory.app.SteerWebhook;
import dev.promontory.server.document.WebhookReader;
import dev.promontory.server.http.Once;
import dev.promontory.server.http.Resource;
import dev.promontory.server.webhook.Addresses;
import dev.promontory.server.webhook.DeliveryApi;
import dev.promontory.server.webhook.DeliveryFeed;
import dev.promontory.server.webhook.Dispatcher;
import dev.promontory.server.webhook.EventJson;
import dev.promontory.server.webhook.Post;
import dev.promontory.server.webhook.Tally;
import dev.promontory.server.webhook.WebhookApi;
import dev.promontory.server.work.Bell;
import dev.promontory.server.work.Rounds;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// Wires webhooks: who follows the log for them, who sends, and their HTTP interface.
///
/// @param rounds of the two threads
/// @param tally what became of deliveries
record Hooking(List<Resource> resources, List<Rounds> rounds, Tally tally) {

  /// Starts the threads.
  static Hooking open(
      Stores stores, Config config, InstantSource clock, SecureRandom random, Closing closing) {
    var transactions = stores.transactions();
    var addresses = new Addresses(config.webhookPrivateTargets());
    var post = closing.add(new Post(addresses, clock));
    var tally = new Tally();
    var listening = new Bell();
    var due = new Bell();
    var handOut = new HandOutDeliveries(transactions, new SplittableRandom(random.nextLong()));
    var dispatcher = closing.add(new Dispatcher(handOut, post, clock, due, tally));
    var sending = closing.add(new Rounds("webhook dispatcher", dispatcher));
    due.wakes(sending);
    var queue = new QueueDeliveries(transactions, stores.users(), new EventJson());
    var ways = new DeliveryFeed.Ways(clock, due, tally);
    var feed = closing.add(new DeliveryFeed(stores.log(), queue, ways));
    var following = closing.add(new Rounds("webhook feed", feed));
    listening.wakes(following);
    var webhooks =
        new WebhookApi(
            new WebhookApi.Parts(
                transactions,
                new WebhookReader(addresses::offenceOfLiteral),
                new SaveWebhook(stores.log(), listening),
                new SteerWebhook(due),
                new Once(new AnswerOnce(transactions), clock),
                random,
                clock));
    var deliveries = new DeliveryApi(transactions, new ReplayDeliveries(due), post, clock);
    return new Hooking(List.of(webhooks, deliveries), List.of(sending, following), tally);
  }

  /// Which of the threads do no more work, a sentence each.
  Stream<String> obstacles() {
    return rounds.stream().flatMap(each -> each.obstacle().stream());
  }
}
