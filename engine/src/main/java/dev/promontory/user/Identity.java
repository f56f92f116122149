package dev.promontory.user;

/// An identifier that an app uses for a user, unique within an account and kind.
///
/// @param value 1 to 1023 characters (code points: an emoji is one), compared exactly
public record Identity(Kind kind, String value) implements Subject {

  /// The kinds of identifier, as the upload API names them. The code is what is stored.
  public enum Kind {
    IDENTITY(0, "identity"),
    OBJECT_ID(1, "objectId"),
    FBID(2, "FBID"),
    GPID(3, "GPID");

    private final int code;
    private final String key;

    Kind(int code, String key) {
      this.code = code;
      this.key = key;
    }

    public int code() {
      return code;
    }

    /// The kind that is stored under a code.
    ///
    /// @throws IllegalArgumentException if no kind has this code
    public static Kind of(int code) {
      for (var kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IllegalArgumentException("no kind of identity has the code " + code);
    }

    /// The JSON key of the kind.
    public String key() {
      return key;
    }
  }

  /// The longest value, in characters (code points).
  public static final int MAX_LENGTH = 1023;

  public Identity {
    if (!isFit(value)) {
      throw new IllegalArgumentException("an identity has 1 to " + MAX_LENGTH + " characters");
    }
  }

  /// Whether a value has a length that an identity may have.
  public static boolean isFit(String value) {
    return !value.isEmpty()
        && (value.length() <= MAX_LENGTH || value.codePointCount(0, value.length()) <= MAX_LENGTH);
  }

  /// An identity of the usual kind.
  public static Identity of(String value) {
    return new Identity(Kind.IDENTITY, value);
  }
}
