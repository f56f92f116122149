package dev.promontory.server.http;

import io.helidon.http.HttpException;
import io.helidon.http.Status;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A body while it is decompressed: a bomb stops at the limit of all bodies, and what cannot be
/// decompressed is the caller's mistake. For one thread.
final class Decompressed extends FilterInputStream {
  private final String encoding;
  private long count;

  Decompressed(InputStream in, String encoding) {
    super(in);
    this.encoding = encoding;
  }

  static InvalidRequest broken(String encoding, IOException cause) {
    var message = cause.getMessage();
    return new InvalidRequest(
        "",
        "the body is not whole and valid " + encoding + (message == null ? "" : ": " + message));
  }

  @Override
  public int read() {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    try {
      int read = in.read(buffer, offset, length);
      count += Math.max(read, 0);
      if (count > HttpEdge.MAX_BODY_BYTES) {
        throw new HttpException(
            "the body is larger than %d bytes when decompressed".formatted(HttpEdge.MAX_BODY_BYTES),
            Status.REQUEST_ENTITY_TOO_LARGE_413,
            false);
      }
      return read;
    } catch (IOException e) {
      throw broken(encoding, e);
    }
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
