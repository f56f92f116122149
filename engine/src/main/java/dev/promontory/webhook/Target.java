package dev.promontory.webhook;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where and how a receiver is called.
///
/// @param url `http` or `https`, at most [#MAX_URL] characters of ASCII
/// @param headers further headers by their names, in order, at most [#MAX_HEADERS]
public record Target(URI url, Method method, Auth auth, Map<String, String> headers) {

  /// The longest URL, in characters.
  public static final int MAX_URL = 2_000;

  /// The most further headers.
  public static final int MAX_HEADERS = 20;

  /// The verbs that carry a body.
  public enum Method {
    POST,
    PUT
  }

  public Target {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }
}
