package dev.promontory.intake;

/// Why a record was refused: the caller's mistake, never the system's.
///
/// @param text a sentence that says what is wrong and what would be right, without the place
public record Fault(Code code, String text) {

  /// The record error codes of the reference. Where it names no code, a wrong shape is [#STRUCTURE]
  /// and anything beyond a limit is [#LIMIT].
  public enum Code {
    EVENT_NAME_MISSING(509),
    STRUCTURE(512),
    RESTRICTED_EVENT(513),
    GENDER(514),
    EMAIL(515),
    PHONE(516),
    EMPLOYMENT(517),
    EDUCATION(518),
    MARITAL_STATUS(519),
    AGE(520),
    LIMIT(522),
    IDENTITY(523),
    TYPE(524),
    TIMESTAMP(525),
    OBJECT_ID(526);

    private final int number;

    Code(int number) {
      this.number = number;
    }

    /// The number that callers see.
    public int number() {
      return number;
    }
  }
}
