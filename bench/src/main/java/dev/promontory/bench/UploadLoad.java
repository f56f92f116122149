package dev.promontory.bench;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/// Several connections that upload a stream of events as fast as the server answers, each sending
/// its next upload when the one before was answered.
///
/// @param bodies uploads of consecutive events, for one after another of the stream's templates
/// @param perUpload events in each
record UploadLoad(URI server, List<UploadBody> bodies, int perUpload) {
  private static final int OK = 200;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;
  private static final long PAUSE_MILLIS = 50;

  UploadLoad {
    bodies = List.copyOf(bodies);
  }

  /// What a load met.
  ///
  /// @param latencies of the uploads that were taken, each with its tries before
  /// @param pushedBack how often the server said that it had no room
  record Outcome(Latencies latencies, long pushedBack) {}

  /// @param server where it serves
  /// @param events what is uploaded; its templates are a whole number of uploads
  static UploadLoad of(URI server, EventStream events, int perUpload) {
    var bodies = new ArrayList<UploadBody>();
    for (int first = 0; first < events.templates().size(); first += perUpload) {
      bodies.add(new UploadBody(events, first, perUpload));
    }
    return new UploadLoad(server, bodies, perUpload);
  }

  /// Uploads events `from` to `to`, `to` excluded, whole uploads only.
  ///
  /// @throws IllegalStateException if the server did anything else than take them all
  Outcome run(long from, long to, int connections) throws Exception {
    var next = new AtomicLong(from / perUpload);
    var pushedBack = new AtomicLong();
    Callable<Latencies> worker = () -> upload(next, to / perUpload, pushedBack);
    var latencies = new ArrayList<Latencies>();
    try (var threads = Executors.newFixedThreadPool(connections)) {
      for (var part : threads.invokeAll(Collections.nCopies(connections, worker))) {
        latencies.add(part.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("an upload failed: " + e.getCause(), e);
    }
    return new Outcome(Latencies.merged(latencies), pushedBack.get());
  }

  private Latencies upload(AtomicLong next, long end, AtomicLong pushedBack) throws Exception {
    var latencies = new Latencies();
    try (var connection = new HttpConnection(server)) {
      for (long upload = next.getAndIncrement(); upload < end; upload = next.getAndIncrement()) {
        long began = System.nanoTime();
        while (!taken(connection, upload)) {
          pushedBack.incrementAndGet();
          Thread.sleep(PAUSE_MILLIS);
        }
        latencies.add(System.nanoTime() - began);
      }
    }
    return latencies;
  }

  private boolean taken(HttpConnection connection, long upload) throws IOException {
    var reply = connection.upload(bodies.get((int) (upload % bodies.size())), upload * perUpload);
    if (reply.status() == TOO_MANY_REQUESTS || reply.status() == UNAVAILABLE) {
      return false;
    }
    if (reply.status() != OK || !reply.body().contains("\"processed\":" + perUpload)) {
      throw new IllegalStateException("upload " + upload + " was answered " + reply);
    }
    return true;
  }
}
