package dev.promontory.server.intake;

import dev.promontory.app.AcceptRecords;
import dev.promontory.intake.Fault;
import dev.promontory.log.AppendResult.Appended;
import dev.promontory.log.AppendResult.Overloaded;
import dev.promontory.log.AppendResult.Unavailable;
import dev.promontory.log.EventTypes;
import dev.promontory.server.http.Caller;
import dev.promontory.server.http.Failures;
import dev.promontory.server.http.Problem;
import dev.promontory.server.http.Resource;
import dev.promontory.server.http.Route;
import dev.promontory.server.intake.RecordReader.Source;
import dev.promontory.server.intake.Upload.Bad;
import dev.promontory.server.intake.Upload.Good;
import dev.promontory.server.intake.UploadReply.Unprocessed;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `POST /1/upload`: events and profile updates, answered when they are on disk.
public final class UploadApi implements Resource {
  private static final Logger LOG = LoggerFactory.getLogger(UploadApi.class);
  private static final Status INSUFFICIENT_STORAGE = Status.create(507, "Insufficient Storage");
  private static final int RETRY_AFTER_SECONDS = 1;

  private final AcceptRecords acceptRecords;
  private final InstantSource clock;
  private final BodyReader bodies = new BodyReader();
  private final Semaphore decoded = DecodedWeight.room();
  private final UploadDecoder decoder = new UploadDecoder();

  public UploadApi(AcceptRecords acceptRecords, InstantSource clock) {
    this.acceptRecords = acceptRecords;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.post("/1/upload", this::upload));
  }

  private void upload(ServerRequest request, ServerResponse response) {
    int account = Caller.account().number();
    try (var body = bodies.read(request);
        var weight = new DecodedWeight(decoded)) {
      var source = new Source(account, clock.millis());
      var upload = decoder.decode(body.bytes(), body.length(), source, weight);
      var outcome = acceptRecords.accept(account, upload.good());
      switch (outcome.result()) {
        case Appended _ -> answer(response, upload, outcome, body);
        case Overloaded overloaded ->
            fail(
                request,
                response,
                Problem.of(
                    Status.TOO_MANY_REQUESTS_429,
                    "overloaded",
                    "the server is overloaded; nothing was stored, try again"),
                overloaded.retryAfterSeconds());
        case Unavailable unavailable -> unavailable(request, response, unavailable);
      }
    }
  }

  private static void answer(
      ServerResponse response, Upload upload, AcceptRecords.Outcome outcome, Body body) {
    List<Unprocessed> unprocessed = new ArrayList<>();
    for (int i = 0; i < upload.records().size(); i++) {
      switch (upload.records().get(i)) {
        case Bad bad -> unprocessed.add(new Unprocessed(i, bad.slice(), bad.fault(), bad.place()));
        case Good good -> {
          if (outcome.leftOut(good.record())) {
            unprocessed.add(
                new Unprocessed(i, good.slice(), tooManyNames(), "/d/" + i + "/evtName"));
          }
        }
      }
    }
    int processed = upload.records().size() - unprocessed.size();
    response
        .header(HeaderNames.CONTENT_TYPE, "application/json")
        .send(UploadReply.json(processed, unprocessed, body.bytes()));
  }

  private static Fault tooManyNames() {
    return new Fault(
        Fault.Code.LIMIT,
        "The account has " + EventTypes.MAX_PER_ACCOUNT + " event names, and this is another.");
  }

  private static void unavailable(
      ServerRequest request, ServerResponse response, Unavailable unavailable) {
    LOG.warn(
        "an upload was not acknowledged{}: {}",
        unavailable.uncertain() ? ", but may be stored" : "",
        unavailable.reason());
    var fate =
        unavailable.uncertain()
            ? "the records may or may not be stored; records with an eventId can be sent again safely"
            : "nothing was stored, try again";
    var cause =
        unavailable.diskFull()
            ? "there is no room left on the disk; "
            : "the database cannot be reached; ";
    fail(
        request,
        response,
        Problem.of(
            unavailable.diskFull() ? INSUFFICIENT_STORAGE : Status.SERVICE_UNAVAILABLE_503,
            "store-unavailable",
            cause + fate),
        RETRY_AFTER_SECONDS);
  }

  private static void fail(
      ServerRequest request, ServerResponse response, Problem problem, int retryAfterSeconds) {
    response.header(HeaderNames.RETRY_AFTER, Integer.toString(retryAfterSeconds));
    Failures.send(request, response, problem);
  }
}
