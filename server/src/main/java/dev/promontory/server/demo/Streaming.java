package dev.promontory.server.demo;

import dev.promontory.server.client.ApiClient;
import dev.promontory.server.client.RefusedCall;
import dev.promontory.server.client.Uploads;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;

/// Keeps the events of the live shop coming in until its thread is interrupted.
public final class Streaming implements Runnable {
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Uploads uploads;
  private final LiveShop shop;
  private final Steps steps;
  private final InstantSource clock;
  private long sent;

  Streaming(ApiClient client, LiveShop shop, Steps steps, InstantSource clock) {
    this.uploads = new Uploads(client);
    this.shop = shop;
    this.steps = steps;
    this.clock = clock;
  }

  /// Sends what happened, again and again. A failed upload loses its events, which nobody will
  /// miss, and is reported; the next one is tried all the same.
  @Override
  public void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        send();
        Thread.sleep(PAUSE);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } catch (IOException | RefusedCall e) {
        report(e);
      }
    }
  }

  private void send() throws IOException {
    var records = shop.until(clock.instant()).stream().map(ShopRecord::toUpload).toList();
    if (!records.isEmpty()) {
      sent += uploads.sendAll(records);
      steps.passing(Steps.count(sent) + " events since then");
    }
  }

  private void report(Exception e) {
    if (!Thread.currentThread().isInterrupted()) {
      steps.failed("events were not taken: " + e.getMessage());
    }
  }
}
