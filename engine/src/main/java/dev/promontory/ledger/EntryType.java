package dev.promontory.ledger;

/// What an entry does. The code is what is stored and never changes.
public enum EntryType {
  /// Points come in, promised or active.
  CREDIT(1, 0),
  /// Active points go: redeemed, or removed by a person.
  DEBIT(2, -1),
  /// Promised points become active.
  ACTIVATION(3, 0),
  /// Active points run out.
  EXPIRY(4, -1),
  /// Active points are reserved.
  HOLD(5, -1),
  /// Reserved points become active again.
  RELEASE(6, 1),
  /// Reserved points are redeemed.
  CAPTURE(7, 0),
  /// Redeemed points come back.
  REFUND(8, 1),
  /// Points that a person had taken away come back.
  REINSTATEMENT(9, 1),
  /// A credit is taken back, as far as there are points.
  REVERSAL(10, -1),
  /// All points go to another user, who is the same person.
  TRANSFER_OUT(11, 0),
  /// All points of another user come, who is the same person.
  TRANSFER_IN(12, 0);

  private final int code;
  private final int lotSign;

  EntryType(int code, int lotSign) {
    this.code = code;
    this.lotSign = lotSign;
  }

  public int code() {
    return code;
  }

  /// What its draws do to the lots: -1 takes from them, 1 gives back, 0 leaves them as they are.
  public int lotSign() {
    return lotSign;
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
