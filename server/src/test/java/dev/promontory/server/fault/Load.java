package dev.promontory.server.fault;

import dev.promontory.server.client.Answer;
import dev.promontory.server.client.ApiClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Clients that send uploads until each is acknowledged, whatever happens to the server meanwhile:
/// an upload that is refused for now or not answered is sent again as it is.
final class Load implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final ApiClient client;
  private final List<List<Map<String, Object>>> uploads;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final AtomicLong slowestNanos = new AtomicLong();
  private final Map<Integer, AtomicInteger> answers = new ConcurrentHashMap<>();
  private final ExecutorService threads;
  private final List<Future<?>> workers = new ArrayList<>();

  Load(ApiClient client, List<List<Map<String, Object>>> uploads, int connections) {
    this.client = client;
    this.uploads = uploads;
    this.threads = Executors.newVirtualThreadPerTaskExecutor();
    for (int i = 0; i < connections; i++) {
      workers.add(threads.submit(this::work));
    }
  }

  /// How many uploads were acknowledged so far.
  int acknowledged() {
    return acknowledged.get();
  }

  /// How often an HTTP status was answered so far; 0 stands for no answer at all.
  int answers(int status) {
    return answers.getOrDefault(status, new AtomicInteger()).get();
  }

  /// The longest that an answer, or the failure of a call, took so far.
  Duration slowest() {
    return Duration.ofNanos(slowestNanos.get());
  }

  boolean isDone() {
    return workers.stream().allMatch(Future::isDone);
  }

  /// Waits until every upload is acknowledged.
  ///
  /// @throws ExecutionException if the server answered what it must not
  void awaitDone() throws InterruptedException, ExecutionException {
    for (var worker : workers) {
      worker.get();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private void work() {
    for (int i = next.getAndIncrement(); i < uploads.size(); i = next.getAndIncrement()) {
      for (var wait = send(uploads.get(i)); !wait.isZero(); wait = send(uploads.get(i))) {
        LockSupport.parkNanos(wait.toNanos());
        if (Thread.currentThread().isInterrupted()) {
          return;
        }
      }
      acknowledged.incrementAndGet();
    }
  }

  /// @return how long to wait before it is sent again; nothing if it was taken
  private Duration send(List<Map<String, Object>> upload) {
    long began = System.nanoTime();
    int status = 0;
    try {
      var answer = client.post("/1/upload", Map.of("d", upload));
      status = answer.status();
      return judged(answer, upload.size());
    } catch (IOException _) {
      return PAUSE;
    } finally {
      slowestNanos.accumulateAndGet(System.nanoTime() - began, Math::max);
      answers.computeIfAbsent(status, _ -> new AtomicInteger()).incrementAndGet();
    }
  }

  private static Duration judged(Answer answer, int records) {
    return switch (answer.status()) {
      case 200 -> {
        if (answer.json().path("processed").asInt() != records) {
          throw new IllegalStateException("not everything was taken: " + answer);
        }
        yield Duration.ZERO;
      }
      case 429 -> {
        int retryAfter = Integer.parseInt(String.valueOf(answer.header("Retry-After")));
        if (retryAfter < 1) {
          throw new IllegalStateException("429 does not say when to come back: " + answer);
        }
        yield Duration.ofSeconds(retryAfter);
      }
      case 503, 507 -> PAUSE;
      default -> throw new IllegalStateException("not what an upload is answered: " + answer);
    };
  }
}
