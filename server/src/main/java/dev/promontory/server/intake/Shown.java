package dev.promontory.server.intake;

import tools.jackson.core.JsonPointer;

/// Makes what callers sent fit to be shown to them again in a message.
final class Shown {
  private static final int MOST_CHARACTERS = 200;

  private Shown() {}

  /// A place in the body, shortened.
  static String place(JsonPointer pointer) {
    return text(pointer.toString());
  }

  /// A text, shortened, with halves of surrogate pairs replaced: no encoder would take them.
  static String text(String text) {
    var shown = new StringBuilder();
    text.codePoints()
        .limit(MOST_CHARACTERS)
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c)
        .forEach(shown::appendCodePoint);
    if (text.codePointCount(0, text.length()) > MOST_CHARACTERS) {
      shown.append('…');
    }
    return shown.toString();
  }
}
