package dev.promontory.bench;

import dev.promontory.server.client.ApiClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntToLongFunction;

/// Uploads at a steady pace over some connections, and looks for one reward of some uploads until
/// the wallet shows it. Not of all: looking costs the server more than the upload does.
final class LivePace {
  /// Events in an upload.
  static final int PER_UPLOAD = 400;

  private static final int CONNECTIONS = 4;

  /// Every so many uploads one reward is looked for.
  private static final int PROBED = 5;

  private static final int OK = 200;
  private static final int UNKNOWN_USER = 400;
  private static final long LOOK_NANOS = 2_000_000;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final ServerUnderTest server;
  private final EventStream events;
  private final Set<Integer> rewarded;
  private final List<UploadBody> bodies = new ArrayList<>();

  /// @param events their templates are a whole number of uploads
  /// @param rewarded the users that were rewarded before; gets those that are now
  LivePace(ServerUnderTest server, EventStream events, Set<Integer> rewarded) {
    this.server = server;
    this.events = events;
    this.rewarded = rewarded;
    for (int first = 0; first < events.templates().size(); first += PER_UPLOAD) {
      bodies.add(new UploadBody(events, first, PER_UPLOAD));
    }
  }

  /// Uploads for a while.
  ///
  /// @param uploads how many, from the first event on
  /// @param perSecond events
  /// @return from the begin of an upload until the wallet API showed a reward of it
  Latencies run(int uploads, int perSecond) throws Exception {
    long interval = TimeUnit.SECONDS.toNanos(1) * PER_UPLOAD / perSecond;
    var latencies = new Latencies();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long begin = System.nanoTime();
      var sending = new ArrayList<Future<List<Future<Long>>>>();
      for (int i = 0; i < CONNECTIONS; i++) {
        int first = i;
        sending.add(threads.submit(() -> send(first, uploads, n -> begin + n * interval, threads)));
      }
      for (var each : sending) {
        for (var look : each.get()) {
          latencies.add(look.get());
        }
      }
    }
    return latencies;
  }

  /// Every so many uploads, over one connection.
  ///
  /// @param planned when an upload should begin: one that waits for the one before is late itself
  /// @return who looks
  private List<Future<Long>> send(
      int first, int uploads, IntToLongFunction planned, ExecutorService threads)
      throws IOException {
    var looks = new ArrayList<Future<Long>>();
    try (var connection = new HttpConnection(server.address())) {
      for (int upload = first; upload < uploads; upload += CONNECTIONS) {
        long begin = planned.applyAsLong(upload);
        await(begin);
        int user = probe((long) upload * PER_UPLOAD);
        if (user >= 0 && upload % PROBED == 0) {
          looks.add(threads.submit(() -> look(server.client(), user, begin)));
        }
        upload(connection, upload);
      }
    }
    return looks;
  }

  private static void await(long planned) {
    while (System.nanoTime() < planned) {
      LockSupport.parkNanos(planned - System.nanoTime());
    }
  }

  private void upload(HttpConnection connection, int upload) throws IOException {
    var body = bodies.get(upload % bodies.size());
    var reply = connection.upload(body, (long) upload * PER_UPLOAD);
    if (reply.status() != OK || !reply.body().contains("\"processed\":" + PER_UPLOAD)) {
      throw new IllegalStateException("upload " + upload + " was answered " + reply);
    }
  }

  /// The last user of an upload who is rewarded and never was before, or -1.
  private synchronized int probe(long first) {
    int probe = -1;
    for (long event = first; event < first + PER_UPLOAD; event++) {
      int user = events.user(event);
      if (LiveServerCampaigns.isRewarded(events.cents(event)) && rewarded.add(user)) {
        probe = user;
      }
    }
    return probe;
  }

  /// Asks for a user's wallets until there is something in one. Before the upload is taken there is
  /// no such user.
  private static long look(ApiClient api, int user, long began) throws IOException {
    var identity = UploadBody.identity(user);
    var path = ApiClient.path("/1/promo/wallets", Map.of("identity", identity));
    while (System.nanoTime() - began < PATIENCE_NANOS) {
      var answer = api.get(path);
      if (answer.status() != UNKNOWN_USER) {
        for (var wallet : answer.orThrow().json().get("records")) {
          if (wallet.get("activePoints").asDouble() > 0) {
            return System.nanoTime() - began;
          }
        }
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    throw new IllegalStateException(identity + " was not rewarded");
  }
}
