package dev.promontory.server.intake;

import dev.promontory.server.http.HttpEdge;
import dev.promontory.server.http.InvalidRequest;
import dev.promontory.server.http.RequestBody;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.Semaphore;

/// Reads request bodies into memory. What is read counts against a limit for one body and against
/// the room for all, whatever the sender says of its length. Safe for use by many threads.
final class BodyReader {

  /// The most bytes of a body after decompression.
  static final int MAX_BYTES = (int) HttpEdge.MAX_BODY_BYTES;

  /// The most bytes of all bodies that are being handled.
  static final int MAX_BYTES_OF_ALL = 6 * MAX_BYTES;

  private static final int FIRST_BYTES = 64 * 1024;
  private static final int RETRY_AFTER_SECONDS = 1;

  private final Semaphore room = new Semaphore(MAX_BYTES_OF_ALL / Body.UNIT_BYTES);

  /// Reads the body of a call, to be closed when it is no longer needed.
  ///
  /// @throws InvalidRequest if there is none, or it is not what its encoding says
  /// @throws HttpException 413 if it is too large, 429 if there is no room now
  Body read(ServerRequest request) {
    try (var in = RequestBody.stream(request)) {
      return readAll(in, request.headers().contentLength().orElse(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// One byte more than the declared length: to see the end there without growing again.
  private Body readAll(InputStream in, long declared) throws IOException {
    var body = new Body(room);
    try {
      grow(body, declared > 0 && declared < MAX_BYTES ? (int) declared + 1 : FIRST_BYTES);
      for (int read = in.read(body.bytes()); read >= 0; ) {
        body.add(read);
        refuseLarge(body.length());
        if (body.isFull()) {
          grow(body, Math.min(2 * body.length(), MAX_BYTES + 1));
        }
        read = in.read(body.bytes(), body.length(), body.bytes().length - body.length());
      }
      return body;
    } catch (IOException | RuntimeException e) {
      body.close();
      throw e;
    }
  }

  private static void refuseLarge(int length) {
    if (length > MAX_BYTES) {
      throw new HttpException(
          "the body is larger than %d bytes".formatted(MAX_BYTES),
          Status.REQUEST_ENTITY_TOO_LARGE_413,
          false);
    }
  }

  private static void grow(Body body, int capacity) {
    if (!body.grow(capacity)) {
      throw noRoom();
    }
  }

  /// What a call hears that would need more memory than there is for all.
  static HttpException noRoom() {
    return new HttpException(
            "too much is being uploaded at once; nothing was stored, try again",
            Status.TOO_MANY_REQUESTS_429,
            false)
        .header(HeaderValues.create(HeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS));
  }
}
