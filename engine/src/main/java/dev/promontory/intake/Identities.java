package dev.promontory.intake;

import dev.promontory.intake.Fault.Code;
import dev.promontory.user.Identity;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Checks of the identifier by which a client names a user.
public final class Identities {

  /// What programs write when they have no identity (reference list), in lower case. To let them
  /// pass would pour many people into one user.
  private static final Set<String> INVALID =
      Set.of(
          "undefined",
          "null",
          "na",
          "n/a",
          "0",
          "nil",
          "-1",
          "infinity",
          "-infinity",
          "inf",
          "-inf",
          "nan",
          "-nan",
          "empty",
          "xxxxxx",
          "none");

  private static final int LONGEST_INVALID = 9;

  private Identities() {}

  /// Why a value cannot identify a user, or null if it can. An object id has a code of its own and
  /// holds no spaces.
  public static @Nullable Fault check(Identity.Kind kind, String value) {
    var text = offence(kind, value);
    if (text == null) {
      return null;
    }
    boolean objectId = kind == Identity.Kind.OBJECT_ID;
    return new Fault(objectId ? Code.OBJECT_ID : Code.IDENTITY, text);
  }

  private static @Nullable String offence(Identity.Kind kind, String value) {
    if (Limits.exceeds(value, Identity.MAX_LENGTH)) {
      return "An identity has at most " + Identity.MAX_LENGTH + " characters.";
    }
    if (value.isBlank()) {
      return "An identity is not blank.";
    }
    if (isInvalid(value)) {
      return "This value stands for a missing identity and identifies nobody.";
    }
    var offence = Texts.offenceInName(value);
    if (offence != null) {
      return "An identity " + offence;
    }
    if (kind == Identity.Kind.OBJECT_ID && value.chars().anyMatch(Character::isWhitespace)) {
      return "An objectId holds no spaces.";
    }
    return null;
  }

  private static boolean isInvalid(String value) {
    var bare = value.strip();
    return bare.length() <= LONGEST_INVALID && INVALID.contains(bare.toLowerCase(Locale.ROOT));
  }
}
