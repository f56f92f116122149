package dev.promontory.server.access;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// Passcodes and passwords: making them, and hashing them so that a stolen database doesn't give
/// them away.
///
/// The hash is PBKDF2 with HMAC-SHA-512 (RFC 8018), 210,000 rounds, 128 bits of salt, encoded as
/// `pbkdf2-sha512$rounds$salt$hash` with salt and hash in base64. The work is on purpose: about a
/// tenth of a second.
public final class Secret {
  private static final String SCHEME = "pbkdf2-sha512";
  private static final int ROUNDS = 210_000;

  /// An encoded hash that no known secret has, to spend on unknown accounts the time that a check
  /// takes.
  static final String HASH_OF_NOTHING =
      SCHEME + "$" + ROUNDS + "$" + "A".repeat(22) + "==$" + "A".repeat(43) + "=";

  private static final int SALT_BYTES = 16;
  private static final int HASH_BITS = 256;
  private static final int GENERATED_BYTES = 20;

  private Secret() {}

  /// A new secret of 160 random bits, as 40 hexadecimal digits.
  public static String generated(SecureRandom random) {
    var bytes = new byte[GENERATED_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /// Hashes a secret with a new salt.
  ///
  /// @param secret up to 1,024 characters
  public static String hash(String secret, SecureRandom random) {
    var salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    var base64 = Base64.getEncoder();
    var hash = pbkdf2(secret, salt, ROUNDS);
    return "%s$%d$%s$%s"
        .formatted(SCHEME, ROUNDS, base64.encodeToString(salt), base64.encodeToString(hash));
  }

  /// Whether a secret is the one that was hashed. Takes the same time whatever the answer.
  ///
  /// @throws IllegalArgumentException when the encoded hash is not one of ours
  public static boolean matches(String secret, String encoded) {
    var parts = encoded.split("\\$", -1);
    if (parts.length != 4 || !parts[0].equals(SCHEME)) {
      throw new IllegalArgumentException("not a known encoding of a hash");
    }
    var base64 = Base64.getDecoder();
    var expected = base64.decode(parts[3]);
    var actual = pbkdf2(secret, base64.decode(parts[2]), Integer.parseInt(parts[1]));
    return MessageDigest.isEqual(expected, actual);
  }

  private static byte[] pbkdf2(String secret, byte[] salt, int rounds) {
    try {
      var key = new PBEKeySpec(secret.toCharArray(), salt, rounds, HASH_BITS);
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512").generateSecret(key).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has PBKDF2WithHmacSHA512", e);
    }
  }
}
