package dev.promontory.server.imports;

import dev.promontory.intake.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Splits a stream into lines. Of a line that is longer than a record may be, only the beginning is
/// kept. For one thread.
final class LineReader {

  /// The most bytes kept of a line: one more than a record may have.
  static final int MAX_BYTES = Limits.RECORD_BYTES + 1;

  private static final int BUFFER_BYTES = 256 * 1024;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int next;
  private int filled;
  private long number;

  LineReader(InputStream in) {
    this.in = in;
  }

  /// The next line, or null at the end. A last line without a line break counts.
  @Nullable Line next() throws IOException {
    line.reset();
    boolean met = false;
    while (next < filled || fill()) {
      met = true;
      int end = next;
      while (end < filled && buffer[end] != '\n') {
        end++;
      }
      line.write(buffer, next, Math.min(end - next, MAX_BYTES - line.size()));
      next = end + 1;
      if (end < filled) {
        break;
      }
    }
    return met ? take() : null;
  }

  private boolean fill() throws IOException {
    next = 0;
    filled = Math.max(0, in.read(buffer));
    return filled > 0;
  }

  private Line take() {
    var bytes = line.toByteArray();
    number++;
    if (number == 1 && startsWithMark(bytes)) {
      bytes = Arrays.copyOfRange(bytes, BYTE_ORDER_MARK.length, bytes.length);
    }
    return new Line(number, bytes, bytes.length < MAX_BYTES);
  }

  private static boolean startsWithMark(byte[] bytes) {
    return bytes.length >= BYTE_ORDER_MARK.length
        && bytes[0] == BYTE_ORDER_MARK[0]
        && bytes[1] == BYTE_ORDER_MARK[1]
        && bytes[2] == BYTE_ORDER_MARK[2];
  }
}
