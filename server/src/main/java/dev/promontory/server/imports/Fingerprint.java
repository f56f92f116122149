package dev.promontory.server.imports;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;

/// A short name for the content of an input, from which event ids are made: `<fingerprint>-<line>`.
final class Fingerprint {
  private static final int ENDS_BYTES = 1 << 20;
  private static final int KEPT_BYTES = 12;

  private Fingerprint() {}

  /// By the size, the first and the last mebibyte: the same for a copy or a renamed file, another
  /// one when lines were added.
  static String ofFile(Path file) throws IOException {
    var digest = sha256();
    try (var channel = FileChannel.open(file)) {
      long size = channel.size();
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(size).flip());
      digest.update(read(channel, 0));
      digest.update(read(channel, Math.max(0, size - ENDS_BYTES)));
    }
    return encoded(digest.digest());
  }

  /// For a stream, which cannot be read twice: never the same again.
  static String random(RandomGenerator random) {
    var bytes = new byte[KEPT_BYTES];
    random.nextBytes(bytes);
    return encoded(bytes);
  }

  private static ByteBuffer read(FileChannel channel, long from) throws IOException {
    var buffer = ByteBuffer.allocate(ENDS_BYTES);
    channel.position(from);
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
      // Goes on until the buffer is full or the file ends.
    }
    return buffer.flip();
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(bytes, KEPT_BYTES));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
