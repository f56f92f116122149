package dev.promontory.postgres.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.promontory.text.StoredText;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/// The key by which the database finds an identity: 16 bytes of SHA-256. Two values with one hash
/// are taken for the same; finding such a pair takes about 2^64 attempts.
final class IdentityHash {
  private IdentityHash() {}

  /// The hash of an identity's value.
  static UUID of(String value) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var hash = ByteBuffer.wrap(digest.digest(StoredText.encode(value).getBytes(UTF_8)));
      return new UUID(hash.getLong(), hash.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
