package dev.promontory.server.intake;

import dev.promontory.intake.Fault;
import dev.promontory.intake.Fault.Code;
import dev.promontory.intake.Limits;
import dev.promontory.server.http.InvalidRequest;
import dev.promontory.server.intake.RecordReader.Source;
import dev.promontory.server.intake.Upload.Bad;
import dev.promontory.server.intake.Upload.Good;
import dev.promontory.server.intake.Upload.Sent;
import dev.promontory.server.intake.Upload.Slice;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// Decodes the body of an upload in one pass, without a tree in between. Safe for use by many
/// threads.
final class UploadDecoder {

  /// How deep the JSON of a call may nest at all; what is deeper than a record may be, but not so
  /// deep, costs only its record.
  static final int MAX_DEPTH = 1_000;

  /// Long names, texts and numbers cost their record, not the call: the body limit bounds them.
  private final JsonFactory factory =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final UploadNames names = new UploadNames();

  /// Decodes a body.
  ///
  /// @param body UTF-8 in its first `length` bytes
  /// @throws InvalidRequest if it is not JSON, not an upload, or has too many records
  Upload decode(byte[] body, int length, Source source, DecodedWeight weight) {
    refuseOtherEncodings(body, length);
    try (var parser = factory.createParser(ObjectReadContext.empty(), body, 0, length)) {
      return readBody(parser, source, weight);
    } catch (JacksonException e) {
      throw new InvalidRequest(
          "", "Malformed JSON" + place(e) + ": " + Shown.text(e.getOriginalMessage()));
    }
  }

  private static String place(JacksonException e) {
    var at = e.getLocation();
    return at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  /// The parser would read UTF-16 and UTF-32 too, but then bytes are not where it says.
  private static void refuseOtherEncodings(byte[] body, int length) {
    for (int i = 0; i < Math.min(length, 4); i++) {
      if (body[i] == 0 || body[i] == (byte) 0xfe || body[i] == (byte) 0xff) {
        throw new InvalidRequest("", "The body must be JSON in UTF-8.");
      }
    }
  }

  private Upload readBody(JsonParser parser, Source source, DecodedWeight weight) {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new InvalidRequest("", "The body must be an object: {\"d\": [ records ]}.");
    }
    List<Sent> records = null;
    for (var key = parser.nextName(); key != null; key = parser.nextName()) {
      parser.nextToken();
      if (!key.equals("d")) {
        parser.skipChildren();
      } else if (records == null) {
        records = readRecords(parser, source, weight);
      } else {
        throw new InvalidRequest("/d", "given twice.");
      }
    }
    if (parser.nextToken() != null) {
      throw new InvalidRequest("", "Something follows the closing brace of the body.");
    }
    if (records == null) {
      throw new InvalidRequest("/d", "missing; the body must be {\"d\": [ records ]}.");
    }
    return new Upload(records);
  }

  private List<Sent> readRecords(JsonParser parser, Source source, DecodedWeight weight) {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw new InvalidRequest("/d", "must be a list of records.");
    }
    var reader = new RecordReader(parser, names, source, weight);
    List<Sent> records = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (records.size() == Limits.RECORDS) {
        throw new InvalidRequest(
            "/d", "at most " + Limits.RECORDS + " records in a call; nothing was stored.");
      }
      records.add(readRecord(parser, reader));
    }
    return records;
  }

  private static Sent readRecord(JsonParser parser, RecordReader reader) {
    int from = (int) parser.currentTokenLocation().getByteOffset();
    try {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw new Refused(Code.STRUCTURE, "A record is an object.");
      }
      var record = reader.read();
      var slice = new Slice(from, end(parser));
      refuseLarge(slice.length(), reader.metObjects());
      return new Good(slice, record);
    } catch (Refused refused) {
      var place = Shown.place(parser.streamReadContext().pathAsPointer());
      skipRest(parser);
      return new Bad(new Slice(from, end(parser)), refused.fault(), place);
    }
  }

  private static void refuseLarge(int bytes, boolean objects) {
    int limit = objects ? Limits.NESTED_RECORD_BYTES : Limits.RECORD_BYTES;
    if (bytes > limit) {
      throw new Refused(
          new Fault(
              Code.LIMIT,
              "A record %s has at most %d bytes."
                  .formatted(objects ? "with objects inside" : "of any kind", limit)));
    }
  }

  private static int end(JsonParser parser) {
    parser.finishToken();
    return (int) parser.currentLocation().getByteOffset();
  }

  /// Goes on to the end of the record in which the parser stands: records are at depth 2.
  private static void skipRest(JsonParser parser) {
    while (parser.streamReadContext().getNestingDepth() > 2) {
      parser.nextToken();
    }
  }
}
