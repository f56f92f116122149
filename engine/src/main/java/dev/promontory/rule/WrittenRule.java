package dev.promontory.rule;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A rule as somebody wrote it, and what it means.
///
/// @param json the text, a JSON object
/// @param segments the ids of the segments it names, each with the path of its first mention
public record WrittenRule(Rule rule, String json, Map<Long, String> segments) {
  public WrittenRule {
    segments = Collections.unmodifiableMap(new LinkedHashMap<>(segments));
  }
}
