package dev.promontory.server.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;

/// A text log of at most two files: when the file is full it becomes `….1` and a new one begins.
/// Safe for several threads.
final class BoundedLog {
  static final long MAX_FILE_BYTES = 8L * 1024 * 1024;
  private static final int MAX_TAIL_LINES = 20;

  private final Path file;
  private final long maxFileBytes;
  private final Deque<String> tail = new ArrayDeque<>(MAX_TAIL_LINES);
  private long bytes;

  /// Continues the file if there is one.
  BoundedLog(Path file, long maxFileBytes) throws IOException {
    this.file = file;
    this.maxFileBytes = maxFileBytes;
    this.bytes = Files.exists(file) ? Files.size(file) : 0;
  }

  synchronized void append(String line) throws IOException {
    if (tail.size() == MAX_TAIL_LINES) {
      tail.removeFirst();
    }
    tail.addLast(line);
    var encoded = (line + "\n").getBytes(StandardCharsets.UTF_8);
    if (bytes > 0 && bytes + encoded.length > maxFileBytes) {
      Files.move(
          file,
          file.resolveSibling(file.getFileName() + ".1"),
          StandardCopyOption.REPLACE_EXISTING);
      bytes = 0;
    }
    Files.write(file, encoded, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    bytes += encoded.length;
  }

  /// The last lines, at most 20, for an error message.
  synchronized String tail() {
    return String.join("\n", tail);
  }
}
