package dev.promontory.server.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.promontory.intake.Fault;
import dev.promontory.server.intake.Upload.Slice;
import java.io.ByteArrayOutputStream;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// The answer to an upload: how many records were processed, and each that was not with its code,
/// place and the record itself.
final class UploadReply {
  private static final JsonFactory FACTORY = new JsonFactory();

  private UploadReply() {}

  /// A record that was not processed.
  ///
  /// @param index its place in the call, 0 and up
  /// @param place a JSON pointer into the body
  record Unprocessed(int index, Slice slice, Fault fault, String place) {}

  /// Writes the answer.
  ///
  /// @param body from which the slices are repeated
  static byte[] json(int processed, List<Unprocessed> unprocessed, byte[] body) {
    var out = new ByteArrayOutputStream();
    try (var json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeStringProperty("status", status(processed, unprocessed.size()));
      json.writeNumberProperty("processed", processed);
      json.writeArrayPropertyStart("unprocessed");
      unprocessed.forEach(each -> write(json, each, body));
      json.writeEndArray();
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private static String status(int processed, int unprocessed) {
    if (unprocessed == 0) {
      return "success";
    }
    return processed == 0 ? "fail" : "partial";
  }

  /// The record is repeated as it was sent, for it was read as JSON before. Bytes that are not
  /// UTF-8 cannot stand in an answer and are replaced.
  private static void write(JsonGenerator json, Unprocessed each, byte[] body) {
    json.writeStartObject();
    json.writeStringProperty("status", "fail");
    json.writeNumberProperty("code", each.fault().code().number());
    json.writeStringProperty("error", each.place() + ": " + each.fault().text());
    json.writeNumberProperty("index", each.index());
    json.writeName("record");
    json.writeRawValue(new String(body, each.slice().from(), each.slice().length(), UTF_8));
    json.writeEndObject();
  }
}
