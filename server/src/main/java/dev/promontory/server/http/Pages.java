package dev.promontory.server.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Pages of lists.
public final class Pages {
  private Pages() {}

  /// A page.
  ///
  /// @param nextCursor where the next page begins, or null if this is the last
  public static Map<String, Object> of(List<?> items, @Nullable String nextCursor) {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("items", items);
    page.put("nextCursor", nextCursor);
    return page;
  }
}
