package dev.promontory.server.document;

/// Text of a caller as it may be shown back: short, and without anything that a terminal, a log or
/// a database could stumble over.
final class Shown {
  private static final char REPLACEMENT = '\uFFFD';

  private Shown() {}

  /// @param max how many characters are shown at most; a longer text ends in `…`
  static String text(String text, int max) {
    int length = text.codePointCount(0, Math.min(text.length(), 2 * max + 2));
    var shown = new StringBuilder();
    text.codePoints()
        .limit(max)
        .map(c -> isHostile(c) ? REPLACEMENT : c)
        .forEach(shown::appendCodePoint);
    return length > max ? shown.append('…').toString() : shown.toString();
  }

  private static boolean isHostile(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> c == '"' || c == '\\';
    };
  }
}
