package dev.promontory.server.query;

import dev.promontory.server.http.InvalidRequest;
import dev.promontory.server.http.Json;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// A query and how far its answer has been read.
///
/// @param kind of the endpoint that made it
/// @param json the query as it was sent
/// @param today when it was sent, in the account's zone
/// @param batchSize how many records to give at once
/// @param after the last log position or user number given, 0 at first
record Cursor(String kind, JsonNode json, LocalDate today, int batchSize, long after) {

  /// The longest cursor: it must fit into the first line of a request.
  static final int MAX_LENGTH = 3_500;

  /// The most records of one batch.
  static final int MAX_BATCH = 5_000;

  /// What the query means.
  Question query() {
    return QueryReader.read(json, today);
  }

  /// The cursor behind a batch.
  Cursor behind(long last) {
    return new Cursor(kind, json, today, batchSize, last);
  }

  /// As a word that can stand in a URL.
  ///
  /// @throws InvalidRequest if the query is too long for that
  String encode() {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("kind", kind);
    parts.put("query", json);
    parts.put("today", today.toString());
    parts.put("batch", batchSize);
    parts.put("after", after);
    var word = Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(parts));
    if (word.length() > MAX_LENGTH) {
      throw new InvalidRequest("", "the query is too long to be read in batches");
    }
    return word;
  }

  /// Reads a cursor back.
  ///
  /// @throws InvalidRequest if it is none of this endpoint
  static Cursor decode(String word, String kind) {
    try {
      var json = Json.parse(Base64.getUrlDecoder().decode(word));
      var cursor =
          new Cursor(
              json.path("kind").asString(""),
              json.path("query"),
              LocalDate.parse(json.path("today").asString("")),
              json.path("batch").asInt(0),
              json.path("after").asLong(-1));
      if (cursor.kind().equals(kind)
          && cursor.batchSize() >= 1
          && cursor.batchSize() <= MAX_BATCH
          && cursor.after() >= 0) {
        return cursor;
      }
    } catch (IllegalArgumentException | DateTimeException | InvalidRequest _) {
      // Told below: nobody writes cursors by hand.
    }
    throw new InvalidRequest("cursor", "this is no cursor of this endpoint");
  }
}
