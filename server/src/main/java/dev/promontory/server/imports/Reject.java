package dev.promontory.server.imports;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// A line that was not taken.
///
/// @param code the server's code for the record; 512 for a line that is no record, 400 for one that
///   would spoil its call
record Reject(Line line, int code, String error) {
  private static final JsonMapper JSON = new JsonMapper();

  /// The code of a line that is no record.
  static final int NOT_A_RECORD = 512;

  /// A line of the rejects file. The record stands in it as it was if it is JSON, else as a text.
  byte[] toJson() {
    var head =
        JSON.createObjectNode().put("line", line.number()).put("code", code).put("error", error);
    var text = new String(line.bytes(), StandardCharsets.UTF_8).strip();
    var record = isJson(text) ? text : JSON.writeValueAsString(text);
    var start = JSON.writeValueAsString(head);
    return (start.substring(0, start.length() - 1) + ",\"record\":" + record + "}\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isJson(String text) {
    try {
      return !JSON.readTree(text).isMissingNode();
    } catch (JacksonException _) {
      return false;
    }
  }
}
