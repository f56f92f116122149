package dev.promontory.text;

import java.util.HexFormat;

/// Any Java string as SQL text and back. PostgreSQL holds neither U+0000 nor half a surrogate pair;
/// these, and the escape itself, are written as U+FFFF and four hexadecimal digits. All other
/// strings stay as they are, so the columns remain readable and comparable.
public final class StoredText {
  private static final char ESCAPE = '\uFFFF';
  private static final int DIGITS = 4;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private StoredText() {}

  /// Whether a string is its own SQL text.
  public static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isHostile(text, i)) {
        return false;
      }
    }
    return true;
  }

  /// The SQL text of a string.
  public static String encode(String text) {
    if (isPlain(text)) {
      return text;
    }
    var sql = new StringBuilder(text.length() + DIGITS * 4);
    for (int i = 0; i < text.length(); i++) {
      if (isHostile(text, i)) {
        sql.append(ESCAPE).append(HEX.toHexDigits(text.charAt(i)));
      } else {
        sql.append(text.charAt(i));
      }
    }
    return sql.toString();
  }

  /// The string of an SQL text.
  ///
  /// @throws IllegalArgumentException if [#encode] cannot have made it
  public static String decode(String sql) {
    if (sql.indexOf(ESCAPE) < 0) {
      return sql;
    }
    var text = new StringBuilder(sql.length());
    int i = 0;
    while (i < sql.length()) {
      char c = sql.charAt(i++);
      if (c == ESCAPE) {
        if (i + DIGITS > sql.length()) {
          throw new IllegalArgumentException("an escape without its digits");
        }
        c = (char) HexFormat.fromHexDigits(sql, i, i + DIGITS);
        i += DIGITS;
      }
      text.append(c);
    }
    return text.toString();
  }

  private static boolean isHostile(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
    }
    return c == 0 || c == ESCAPE;
  }
}
