package dev.promontory.document;

/// Something that keeps a document from being used.
///
/// @param path where: names and indexes from the root of the document, such as
///   `who.rule.all[1].did.where[0].op`; empty for the document as a whole
/// @param message what is wrong and what would be right, a sentence for a person
public record Problem(String path, Kind kind, String message) {

  /// What it takes to solve a problem. The code is part of the contract and never changes.
  public enum Kind {
    /// Something that is needed is not there yet; a draft may still lack it.
    MISSING("missing"),
    /// What stands there can never be right.
    WRONG("wrong"),
    /// It would be right, but this version cannot do it.
    NOT_BUILT("notBuilt"),
    /// It is well formed, but does not fit what the account has, or the present time.
    UNFIT("unfit");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }

    /// Whether a draft may be stored with such a problem: time, or work elsewhere, can solve it.
    public boolean fitsDraft() {
      return this == MISSING || this == UNFIT;
    }
  }

  public static Problem missing(String path, String message) {
    return new Problem(path, Kind.MISSING, message);
  }

  public static Problem wrong(String path, String message) {
    return new Problem(path, Kind.WRONG, message);
  }

  public static Problem notBuilt(String path, String message) {
    return new Problem(path, Kind.NOT_BUILT, message);
  }

  public static Problem unfit(String path, String message) {
    return new Problem(path, Kind.UNFIT, message);
  }
}
