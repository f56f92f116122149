package dev.promontory.server.intake;

import dev.promontory.intake.Fault.Code;
import dev.promontory.intake.Identities;
import dev.promontory.intake.Limits;
import dev.promontory.intake.Moments;
import dev.promontory.intake.Texts;
import dev.promontory.user.Identity;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads the fields of a record that are single values; the parser stands at the value.
final class Fields {

  /// This many digits always fit a long, and no time stamp has more.
  private static final int MOST_DIGITS = 18;

  private Fields() {}

  /// An identity; a number stands for its text as written.
  ///
  /// @throws Refused if it identifies nobody
  static Identity identity(JsonParser parser, Identity.Kind kind) {
    boolean written =
        switch (parser.currentToken()) {
          case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> true;
          default -> false;
        };
    if (!written) {
      var code = kind == Identity.Kind.OBJECT_ID ? Code.OBJECT_ID : Code.IDENTITY;
      throw new Refused(code, "An identity is a text or a number.");
    }
    var value = parser.getString();
    var fault = Identities.check(kind, value);
    if (fault != null) {
      throw new Refused(fault);
    }
    return new Identity(kind, value);
  }

  /// A text.
  ///
  /// @throws Refused with this code and sentence if it is none
  static String text(JsonParser parser, Code code, String otherwise) {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw new Refused(code, otherwise);
    }
    return parser.getString();
  }

  /// A time stamp in epoch seconds.
  ///
  /// @throws Refused if it is none
  static long timestamp(JsonParser parser) {
    boolean whole =
        parser.currentToken() == JsonToken.VALUE_NUMBER_INT
            && parser.getStringLength() <= MOST_DIGITS;
    long value = whole ? parser.getLongValue() : -1;
    var fault = Moments.checkTimestamp(value);
    if (fault != null) {
      throw new Refused(fault);
    }
    return value;
  }

  /// The sender's id of a record.
  ///
  /// @throws Refused if it cannot be one
  static String eventId(JsonParser parser) {
    var id = text(parser, Code.STRUCTURE, "An eventId is a text.");
    if (id.isEmpty() || id.codePointCount(0, id.length()) > Limits.EVENT_ID_LENGTH) {
      throw new Refused(
          Code.STRUCTURE, "An eventId has 1 to " + Limits.EVENT_ID_LENGTH + " characters.");
    }
    var fault = Texts.check(id);
    if (fault != null) {
      throw new Refused(fault);
    }
    return id;
  }
}
