package dev.promontory.server.document;

import dev.promontory.document.Problem;
import dev.promontory.document.Reading;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Text to JSON trees and back. Strict: a repeated name, text behind the end, or deep nesting is
/// refused; numbers stay exact.
public final class JsonText {
  /// How deep objects and lists may nest: more than any document needs, little enough for a stack.
  public static final int MAX_NESTING = 100;

  /// The largest document, in bytes: one of a million characters, which take at most three each, or
  /// four where a surrogate pair counts as two.
  public static final int MAX_BYTES = 3_000_000;

  private static final int MAX_NUMBER_LENGTH = 400;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_NESTING)
                          .maxNumberLength(MAX_NUMBER_LENGTH)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private JsonText() {}

  /// The tree of a text in UTF-8. If it is not JSON, the one problem names line and column.
  public static Reading<JsonNode> parse(byte[] text) {
    if (text.length > MAX_BYTES) {
      return flawed("A document has at most " + MAX_BYTES + " bytes.");
    }
    try {
      var tree = MAPPER.readTree(text);
      return tree.isMissingNode() ? flawed("The document is empty.") : new Reading.Sound<>(tree);
    } catch (StreamConstraintsException _) {
      return flawed(
          "The JSON goes too far: it nests at most %d deep, and a number has at most %d digits."
              .formatted(MAX_NESTING, MAX_NUMBER_LENGTH));
    } catch (JacksonException e) {
      return flawed(describe(e));
    } catch (NumberFormatException _) {
      return flawed("A number in the document has too large an exponent.");
    }
  }

  /// The tree of a text that was checked before it was stored.
  ///
  /// @throws JacksonException if it is not JSON
  public static JsonNode parseStored(String json) {
    return MAPPER.readTree(json);
  }

  private static Reading<JsonNode> flawed(String message) {
    return new Reading.Flawed<>(List.of(Problem.wrong("", message)));
  }

  private static String describe(JacksonException e) {
    var location = e.getLocation();
    var where =
        location == null || location.getLineNr() < 1
            ? ""
            : "Line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
    return where + "this is not the JSON of a document: " + Shown.text(e.getOriginalMessage(), 300);
  }
}
