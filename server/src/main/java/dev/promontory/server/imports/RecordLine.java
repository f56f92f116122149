package dev.promontory.server.imports;

import dev.promontory.user.Identity;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// A line that is a record, as far as the sender must know it: whose it is, and whether it has an
/// event id. Everything else is the server's to judge.
///
/// @param user what the lane is chosen by: equal for records of the same identity
/// @param brace where in the line the opening brace stands
record RecordLine(Line line, int user, int brace, EventId eventId) {
  private static final JsonFactory FACTORY = new JsonFactory();

  /// Whether the record has an event id of its own, and if not, what follows the one it gets.
  enum EventId {
    GIVEN,
    MISSING,
    MISSING_AND_EMPTY
  }

  /// A line that is no record: to send it would spoil its whole call.
  static final class NotARecord extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotARecord(String message) {
      super(message, null, false, false);
    }
  }

  /// Reads a line.
  ///
  /// @throws NotARecord if it is not one JSON object, or too long
  static RecordLine read(Line line) {
    if (!line.whole()) {
      throw new NotARecord("The line is longer than a record may be.");
    }
    try (var parser = FACTORY.createParser(ObjectReadContext.empty(), line.bytes())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new NotARecord("A line is one JSON object.");
      }
      int brace = (int) parser.currentTokenLocation().getByteOffset();
      var keys = new Keys(parser);
      if (parser.nextToken() != null) {
        throw new NotARecord("Something follows the closing brace of the record.");
      }
      return new RecordLine(line, keys.user(), brace, keys.eventId);
    } catch (JacksonException e) {
      throw new NotARecord("Malformed JSON: " + e.getOriginalMessage());
    }
  }

  /// Writes the record as it is sent: with an event id, its own or one derived from where it
  /// stands.
  void writeTo(ByteArrayOutputStream out, String fingerprint) {
    var json = line.bytes();
    if (eventId == EventId.GIVEN) {
      out.writeBytes(json);
      return;
    }
    var end = eventId == EventId.MISSING ? "\"," : "\"";
    var field = "\"eventId\":\"" + fingerprint + "-" + line.number() + end;
    out.write(json, brace, 1);
    out.writeBytes(field.getBytes(StandardCharsets.US_ASCII));
    out.write(json, brace + 1, json.length - brace - 1);
  }

  /// What one walk over the keys of a record finds.
  private static final class Keys {
    private final @Nullable String[] identities = new String[Identity.Kind.values().length];
    private EventId eventId = EventId.MISSING_AND_EMPTY;

    Keys(JsonParser parser) {
      for (var key = parser.nextName(); key != null; key = parser.nextName()) {
        if (eventId == EventId.MISSING_AND_EMPTY) {
          eventId = EventId.MISSING;
        }
        var token = parser.nextToken();
        if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
          take(key, parser);
        } else {
          parser.skipChildren();
        }
      }
    }

    private void take(String key, JsonParser parser) {
      if (key.equals("eventId")) {
        eventId = EventId.GIVEN;
        return;
      }
      for (var kind : Identity.Kind.values()) {
        if (key.equals(kind.key())) {
          identities[kind.code()] = parser.getString();
        }
      }
    }

    /// By the first kind of identity, as the server chooses it.
    int user() {
      for (int code = 0; code < identities.length; code++) {
        var identity = identities[code];
        if (identity != null) {
          return Arrays.asList(code, identity).hashCode();
        }
      }
      return 0;
    }
  }
}
