package dev.promontory.server.csv;

import dev.promontory.server.http.InvalidRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// The bytes of another stream, as long as there are not too many.
public final class LimitedStream extends FilterInputStream {
  private final long max;
  private long count;

  /// @param max bytes that may be read; at one more, reading fails with an [InvalidRequest]
  public LimitedStream(InputStream bytes, long max) {
    super(bytes);
    this.max = max;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    count(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    count(read);
    return read;
  }

  private void count(int read) {
    count += Math.max(0, read);
    if (count > max) {
      throw new InvalidRequest("", "the file has more than " + max + " bytes; nothing was stored");
    }
  }
}
