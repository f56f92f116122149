package dev.promontory.server.http;

import dev.promontory.server.access.Credentials;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/// Finds the credentials in a request: the header pair, or HTTP Basic (RFC 7617) with the same
/// pair.
final class CredentialHeaders {
  private static final HeaderName ACCOUNT_ID = HeaderNames.create("X-CleverTap-Account-Id");
  private static final HeaderName PASSCODE = HeaderNames.create("X-CleverTap-Passcode");
  private static final String BASIC = "basic ";

  private CredentialHeaders() {}

  /// What the caller shows; [Credentials#NONE] when that is nothing or cannot be read.
  static Credentials read(ServerRequestHeaders headers) {
    if (headers.contains(ACCOUNT_ID) && headers.contains(PASSCODE)) {
      return new Credentials(headers.get(ACCOUNT_ID).get(), headers.get(PASSCODE).get());
    }
    return headers.contains(HeaderNames.AUTHORIZATION)
        ? basic(headers.get(HeaderNames.AUTHORIZATION).get())
        : Credentials.NONE;
  }

  private static Credentials basic(String value) {
    if (!value.toLowerCase(Locale.ROOT).startsWith(BASIC)) {
      return Credentials.NONE;
    }
    try {
      var decoded = Base64.getDecoder().decode(value.substring(BASIC.length()).strip());
      var pair = new String(decoded, StandardCharsets.UTF_8);
      var colon = pair.indexOf(':');
      return colon < 0
          ? Credentials.NONE
          : new Credentials(pair.substring(0, colon), pair.substring(colon + 1));
    } catch (IllegalArgumentException _) {
      return Credentials.NONE;
    }
  }
}
