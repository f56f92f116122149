package dev.promontory.server;

import dev.promontory.server.webhook.Tally;
import dev.promontory.store.Transactions;
import dev.promontory.webhook.Standing.Status;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.ToDoubleFunction;

/// The figures of webhooks.
final class WebhookMeters {
  private static final double MILLIS = 1_000;

  private WebhookMeters() {}

  static void bind(
      MeterRegistry meters, Transactions transactions, InstantSource clock, Tally tally) {
    count(meters, tally, "delivered", Tally::delivered);
    count(meters, tally, "retried", Tally::retried);
    count(meters, tally, "failed", Tally::failed);
    count(meters, tally, "dropped", Tally::dropped);
    Gauge.builder("promontory.webhook.waiting", () -> waiting(transactions))
        .description("Deliveries that wait to be sent, as far as they are counted")
        .register(meters);
    Gauge.builder(
            "promontory.webhook.oldest.waiting.seconds", () -> oldestSeconds(transactions, clock))
        .description("How long the oldest of them has been waiting")
        .register(meters);
    Gauge.builder("promontory.webhook.suspended", () -> suspended(transactions))
        .description("Webhooks that are not sent to since they have failed for days")
        .register(meters);
  }

  private static void count(
      MeterRegistry meters, Tally tally, String outcome, ToDoubleFunction<Tally> figure) {
    FunctionCounter.builder("promontory.webhook.deliveries", tally, figure)
        .tag("outcome", outcome)
        .description("What became of deliveries since the start")
        .register(meters);
  }

  private static int waiting(Transactions transactions) {
    return transactions.inTransaction(tx -> tx.deliveries().backlog()).count();
  }

  private static double oldestSeconds(Transactions transactions, InstantSource clock) {
    var oldest = transactions.inTransaction(tx -> tx.deliveries().backlog()).oldestAt();
    return oldest == null
        ? 0
        : Math.max(0, Duration.between(oldest, clock.instant()).toMillis() / MILLIS);
  }

  private static long suspended(Transactions transactions) {
    return transactions.inTransaction(tx -> tx.webhooks().all()).stream()
        .filter(webhook -> webhook.standing().status() == Status.SUSPENDED)
        .count();
  }
}
