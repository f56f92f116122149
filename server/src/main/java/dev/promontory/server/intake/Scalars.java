package dev.promontory.server.intake;

import dev.promontory.intake.Fault.Code;
import dev.promontory.intake.Moments;
import dev.promontory.intake.Numbers;
import dev.promontory.intake.Texts;
import dev.promontory.record.Value;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/// Reads the values that are neither objects nor lists.
final class Scalars {
  private static final Value TRUE = new Value.Flag(true);
  private static final Value FALSE = new Value.Flag(false);

  private Scalars() {}

  /// The value at which the parser stands, or null for JSON's null: it says nothing and is left
  /// out.
  ///
  /// @throws Refused if it cannot be a value
  static @Nullable Value read(JsonParser parser) {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> textOrDate(parser);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
      case VALUE_TRUE -> TRUE;
      case VALUE_FALSE -> FALSE;
      case VALUE_NULL -> null;
      case START_ARRAY ->
          throw new Refused(Code.STRUCTURE, "A list may stand only as Items of a Charged event.");
      default -> throw new Refused(Code.STRUCTURE, "An item holds no objects.");
    };
  }

  /// The number at which the parser stands.
  ///
  /// @throws Refused if it cannot be kept
  static Value number(JsonParser parser) {
    var value =
        Numbers.read(
            parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
    if (value == null) {
      throw new Refused(
          Code.STRUCTURE,
          "A number has at most "
              + Numbers.LENGTH
              + " characters and lies within the range of a double.");
    }
    return value;
  }

  /// The text at which the parser stands.
  ///
  /// @throws Refused if it is too long or cannot be stored
  static String text(JsonParser parser) {
    var text = parser.getString();
    var fault = Texts.check(text);
    if (fault != null) {
      throw new Refused(fault);
    }
    return text;
  }

  private static Value textOrDate(JsonParser parser) {
    var text = text(parser);
    if (!text.startsWith(Moments.DATE_PREFIX)) {
      return new Value.Text(text);
    }
    var date = Moments.date(text);
    if (date == null) {
      throw new Refused(Code.STRUCTURE, "A date is \"$D_<epoch seconds>\".");
    }
    return date;
  }
}
