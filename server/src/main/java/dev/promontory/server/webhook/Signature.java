package dev.promontory.server.webhook;

import dev.promontory.webhook.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs calls as Standard Webhooks has it: `v1,` and the base64 of HMAC-SHA-256 over id, timestamp
/// and body, with dots between.
final class Signature {
  private static final int SECRET_BYTES = 32;
  private static final String ALGORITHM = "HmacSHA256";
  private static final String VERSION = "v1,";

  private Signature() {}

  /// A new secret of 256 random bits.
  static String newSecret(SecureRandom random) {
    var bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return Secrets.PREFIX + Base64.getEncoder().encodeToString(bytes);
  }

  /// The value of the header `webhook-signature`: a signature with each secret, spaces between.
  ///
  /// @param secrets at least one
  /// @param body in ASCII
  static String of(List<String> secrets, String messageId, Instant at, String body) {
    var signed = messageId + "." + at.getEpochSecond() + "." + body;
    return secrets.stream()
        .map(secret -> VERSION + sign(secret, signed))
        .collect(Collectors.joining(" "));
  }

  private static String sign(String secret, String signed) {
    try {
      var key = Base64.getDecoder().decode(secret.substring(Secrets.PREFIX.length()));
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      var hash = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
