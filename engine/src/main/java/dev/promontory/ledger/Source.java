package dev.promontory.ledger;

/// Who caused an entry. The code is what is stored and never changes.
public enum Source {
  API(1, "API"),
  CAMPAIGN(2, "Campaign"),
  MANUAL(3, "Manual"),
  CASHBACK_COUPON(4, "Cashback Coupon"),
  SYSTEM(5, "System");

  private final int code;
  private final String title;

  Source(int code, String title) {
    this.code = code;
    this.title = title;
  }

  public int code() {
    return code;
  }

  /// The name in events and reports.
  public String title() {
    return title;
  }

  /// The source with a stored code.
  ///
  /// @throws IllegalArgumentException if there is none
  public static Source ofCode(int code) {
    for (var source : values()) {
      if (source.code == code) {
        return source;
      }
    }
    throw new IllegalArgumentException("no source has the code " + code);
  }
}
