package dev.promontory.intake;

import org.jspecify.annotations.Nullable;

/// Checks of the characters and the length of a text (I2).
public final class Texts {
  private Texts() {}

  /// Why a text cannot be the value of a property, or null if it can.
  public static @Nullable Fault check(String text) {
    if (Limits.exceeds(text, Limits.TEXT_LENGTH)) {
      return new Fault(
          Fault.Code.LIMIT, "A text has at most " + Limits.TEXT_LENGTH + " characters.");
    }
    var offence = offence(text);
    return offence == null ? null : new Fault(Fault.Code.STRUCTURE, "A text " + offence);
  }

  /// What no store could keep: `"must not …"`, or null.
  static @Nullable String offence(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return "must not hold the character NUL.";
      }
      if (Character.isSurrogate(c)) {
        if (!isPairAt(text, i)) {
          return "must not hold half of a surrogate pair.";
        }
        i++;
      }
    }
    return null;
  }

  /// As [#offence], and no control characters either: for what names something.
  static @Nullable String offenceInName(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return "must not hold control characters.";
      }
    }
    return offence(text);
  }

  private static boolean isPairAt(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        && i + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(i + 1));
  }
}
