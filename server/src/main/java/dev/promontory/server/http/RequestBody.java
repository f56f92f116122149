package dev.promontory.server.http;

import io.helidon.http.media.ReadableEntity;
import io.helidon.webserver.http.ServerRequest;
import java.io.InputStream;

/// The body of a request, decompressed. A call that needs one and has none is a caller's mistake,
/// however it was sent: without a length, with the length 0, or in no chunks.
public final class RequestBody {
  private RequestBody() {}

  /// The whole body, at most [HttpEdge#MAX_BODY_BYTES] long; one that came in no chunks is empty.
  ///
  /// @throws InvalidRequest when there is none
  public static byte[] bytes(ServerRequest request) {
    return needed(request).as(byte[].class);
  }

  /// The body as it comes in. The caller need not close it.
  ///
  /// @throws InvalidRequest when there is none
  public static InputStream stream(ServerRequest request) {
    return needed(request).inputStream();
  }

  private static ReadableEntity needed(ServerRequest request) {
    var content = request.content();
    if (!content.hasEntity()) {
      throw new InvalidRequest("", "the body is empty where one is needed");
    }
    return content;
  }
}
