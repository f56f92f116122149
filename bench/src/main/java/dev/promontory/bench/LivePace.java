package dev.promontory.bench;

import dev.promontory.server.client.ApiClient;
import dev.promontory.testkit.process.ServerProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Uploads at a steady pace, and looks for one reward of each upload until the wallet shows it.
final class LivePace {
  /// Events in an upload.
  static final int PER_UPLOAD = 400;

  private static final int OK = 200;
  private static final int UNKNOWN_USER = 400;
  private static final long LOOK_NANOS = 500_000;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final ServerUnderTest server;
  private final EventStream events;
  private final List<UploadBody> bodies = new ArrayList<>();
  private final Set<Integer> rewarded = new HashSet<>();

  /// @param events their templates are a whole number of uploads
  LivePace(ServerUnderTest server, EventStream events) {
    this.server = server;
    this.events = events;
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
    var looks = new ArrayList<Future<Long>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var connection = connection()) {
      long begin = System.nanoTime();
      for (int upload = 0; upload < uploads; upload++) {
        // From when it should have begun: an upload that waits for the one before is late itself.
        long planned = begin + upload * interval;
        while (System.nanoTime() < planned) {
          LockSupport.parkNanos(planned - System.nanoTime());
        }
        int user = probe((long) upload * PER_UPLOAD);
        if (user >= 0) {
          looks.add(threads.submit(() -> look(server.client(), user, planned)));
        }
        upload(connection, upload);
      }
    }
    var latencies = new Latencies();
    for (var look : looks) {
      latencies.add(look.get());
    }
    return latencies;
  }

  private void upload(HttpConnection connection, int upload) throws IOException {
    var body = bodies.get(upload % bodies.size());
    var reply = connection.post(body, (long) upload * PER_UPLOAD);
    if (reply.status() != OK || !reply.body().contains("\"processed\":" + PER_UPLOAD)) {
      throw new IllegalStateException("upload " + upload + " was answered " + reply);
    }
  }

  /// The last user of an upload who is rewarded and never was before, or -1.
  private int probe(long first) {
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

  private HttpConnection connection() throws IOException {
    return new HttpConnection(
        server.address(), "/1/upload", ServerProcess.ACCOUNT_ID, ServerProcess.PASSCODE);
  }
}
