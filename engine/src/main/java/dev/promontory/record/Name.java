package dev.promontory.record;

import java.util.Locale;

/// The name of an event or a property. Two names that differ only in case or in spaces are the same
/// name (S3.8), so equality and hash go by the key alone.
///
/// @param display as the caller wrote it
/// @param key lower case, without spaces
public record Name(String display, String key) {

  /// The name as written by a caller. Nothing is checked here; intake has its own limits.
  public static Name of(String written) {
    return new Name(written, keyOf(written));
  }

  /// The key under which a written name is compared.
  public static String keyOf(String written) {
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')) {
        return normalize(written);
      }
    }
    return written;
  }

  private static String normalize(String written) {
    var key = new StringBuilder(written.length());
    written
        .codePoints()
        .filter(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c))
        .forEach(key::appendCodePoint);
    return key.toString().toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Name name && key.equals(name.key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }
}
