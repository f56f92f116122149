package dev.promontory.server.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;

/// A short name for the content of an input, from which event ids are made: `<fingerprint>-<line>`.
final class Fingerprint {
  private static final int BUFFER_BYTES = 1 << 20;
  private static final int KEPT_BYTES = 12;

  private Fingerprint() {}

  /// By every byte of it: the same for a copy or a renamed file, another one when lines were added
  /// or corrected.
  static String ofFile(Path file) throws IOException {
    var digest = sha256();
    var buffer = new byte[BUFFER_BYTES];
    try (var in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return encoded(digest.digest());
  }

  /// For a stream, which cannot be read twice: never the same again.
  static String random(RandomGenerator random) {
    var bytes = new byte[KEPT_BYTES];
    random.nextBytes(bytes);
    return encoded(bytes);
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
