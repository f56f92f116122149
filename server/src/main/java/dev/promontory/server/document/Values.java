package dev.promontory.server.document;

import dev.promontory.record.Value;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the values that properties are compared with.
final class Values {
  private static final Pattern DATE_VALUE = Pattern.compile("\\$D_-?\\d{1,12}");

  private Values() {}

  /// A text, a number, true or false; a text such as `$D_1764000000` is the date it is in uploads.
  /// Null with its problem if it is none of these.
  static @Nullable Value read(Node node) {
    var json = node.json();
    if (json.isNumber()) {
      var number = node.number();
      return number == null ? null : Value.number(number);
    }
    if (json.isBoolean()) {
      return new Value.Flag(json.booleanValue());
    }
    if (!json.isString()) {
      node.wrong("A text, a number, true or false stands here.");
      return null;
    }
    if (DATE_VALUE.matcher(json.stringValue()).matches()) {
      return new Value.Date(Long.parseLong(json.stringValue().substring(3)));
    }
    var offence = Texts.offence(json.stringValue(), Texts.MAX_VALUE);
    if (offence != null) {
      node.wrong(offence);
      return null;
    }
    return new Value.Text(json.stringValue());
  }
}
