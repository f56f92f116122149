package dev.promontory.server.document;

import dev.promontory.record.Name;
import org.jspecify.annotations.Nullable;

/// What the texts and names of a document may look like: the same as those of uploaded records, for
/// another could never match one.
final class Texts {
  /// Characters of an event name, of a property name, of a key.
  static final int MAX_NAME = 120;

  /// Characters of a value.
  static final int MAX_VALUE = 512;

  /// Names in a path: a property and three levels of objects inside it.
  static final int MAX_STEPS = 4;

  private static final String FORBIDDEN = "%><!|&.:;$'\"\\";

  private Texts() {}

  /// What is wrong with a value, a sentence, or null. A value may hold line breaks, as uploaded
  /// ones may.
  static @Nullable String offence(String text, int max) {
    if (text.length() > max && text.codePointCount(0, text.length()) > max) {
      return "A text has at most " + max + " characters here.";
    }
    return text.codePoints().anyMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE)
        ? "A text must not hold NUL or half of a surrogate pair."
        : null;
  }

  /// As [#offence], of what names something: no control characters either.
  static @Nullable String offenceInName(String text, int max) {
    return text.codePoints().anyMatch(Character::isISOControl)
        ? "A name must not hold control characters."
        : offence(text, max);
  }

  /// The name of an event, or null with its problem.
  static @Nullable Name event(Node node) {
    var text = node.text(MAX_NAME);
    return text != null && isName(node, text) ? Name.of(text) : null;
  }

  /// The name of a property, or a path with dots to one inside it, or null with its problem.
  static @Nullable Name property(Node node) {
    var text = node.text(MAX_STEPS * (MAX_NAME + 1));
    if (text == null) {
      return null;
    }
    var steps = text.split("\\.", -1);
    if (steps.length > MAX_STEPS) {
      node.wrong("A path has at most " + MAX_STEPS + " names.");
      return null;
    }
    for (var step : steps) {
      if (!isName(node, step)) {
        return null;
      }
    }
    return Name.of(text);
  }

  private static boolean isName(Node node, String written) {
    if (Name.keyOf(written).isEmpty()) {
      node.wrong("A name has at least one character that is not a space.");
      return false;
    }
    if (written.codePointCount(0, written.length()) > MAX_NAME) {
      node.wrong("A name has at most " + MAX_NAME + " characters.");
      return false;
    }
    if (written.chars().anyMatch(c -> FORBIDDEN.indexOf(c) >= 0)) {
      node.wrong("No name holds one of " + String.join(" ", FORBIDDEN.split("")) + " .");
      return false;
    }
    return true;
  }
}
