package dev.promontory.server.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// JSON on the wire, strictly: UTF-8, one value, no key twice, numbers kept as they were written.
public final class Json {
  /// The deepest nesting of arrays and objects that is read.
  public static final int MAX_DEPTH = 64;

  /// The longest number that is read, in characters.
  public static final int MAX_NUMBER_LENGTH = 100;

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER_LENGTH)
                  .build())
          .build();

  private static final JsonMapper MAPPER =
      JsonMapper.builder(FACTORY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private Json() {}

  /// Reads the body of a request, at most [HttpEdge#MAX_BODY_BYTES] long, as a document.
  ///
  /// @throws InvalidRequest when it is not one JSON value
  public static JsonNode read(ServerRequest request) {
    return parse(RequestBody.bytes(request));
  }

  /// Reads a document.
  ///
  /// @throws InvalidRequest when it is not one JSON value; the message names line and column
  public static JsonNode parse(byte[] document) {
    try {
      var tree = MAPPER.readTree(document);
      if (tree == null || tree.isMissingNode()) {
        throw new InvalidRequest("", "the body is empty where a JSON document is needed");
      }
      return tree;
    } catch (JacksonException e) {
      throw new InvalidRequest("", "the body is not valid JSON: " + place(e));
    } catch (NumberFormatException _) {
      // The parser does not tell where: its reader of numbers gives up by itself.
      throw new InvalidRequest(
          "", "the body is not usable JSON: a number in it has too large an exponent");
    }
  }

  /// Writes records, maps, lists, nodes and plain values.
  public static byte[] bytes(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  /// Answers with a JSON document.
  public static void send(ServerResponse response, Status status, Object body) {
    send(response, status, "application/json", body);
  }

  static void send(ServerResponse response, Status status, String contentType, Object body) {
    response.status(status).header(HeaderNames.CONTENT_TYPE, contentType).send(bytes(body));
  }

  private static String place(JacksonException e) {
    var location = e.getLocation();
    var message = e.getOriginalMessage();
    return location == null
        ? message
        : "%s (line %d, column %d)"
            .formatted(message, location.getLineNr(), location.getColumnNr());
  }
}
