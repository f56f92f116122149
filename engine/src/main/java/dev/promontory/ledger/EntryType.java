package dev.promontory.ledger;

/// What an entry does. The code is what is stored and never changes.
public enum EntryType {
  /// Points come in, promised or active.
  CREDIT(1),
  /// Active points go.
  DEBIT(2),
  /// Promised points become active.
  ACTIVATION(3),
  /// Active points run out.
  EXPIRY(4);

  private final int code;

  EntryType(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /// The type with a stored code.
  ///
  /// @throws IllegalArgumentException if there is none
  public static EntryType ofCode(int code) {
    for (var type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    throw new IllegalArgumentException("no entry type has the code " + code);
  }
}
