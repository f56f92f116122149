package dev.promontory.grant;

/// Why a reward was not given, by the reference's names. In order of precedence: the first that
/// applies is the one recorded. The code is what is stored and never changes.
public enum Refusal {
  INVALID_WALLET(1, "Invalid wallet configuration"),
  INACTIVE_WALLET(2, "Inactive user wallet"),
  INVALID_POINTS(3, "Invalid points calculated"),
  RECURRENCE_EXCEEDED(4, "User's reward recurrence limit exceeded"),
  CAMPAIGN_BUDGET_EXCEEDED(5, "Campaign's points budget exceeded"),
  USER_BUDGET_EXCEEDED(6, "User's points budget exceeded"),
  CREDIT_FAILED(7, "Points credit failed");

  private final int code;
  private final String title;

  Refusal(int code, String title) {
    this.code = code;
    this.title = title;
  }

  public int code() {
    return code;
  }

  /// The name shown in the errors tab and in `explain`.
  public String title() {
    return title;
  }

  /// Whether something was used up that others may give back.
  public boolean isOfLimits() {
    return switch (this) {
      case RECURRENCE_EXCEEDED, CAMPAIGN_BUDGET_EXCEEDED, USER_BUDGET_EXCEEDED -> true;
      case INVALID_WALLET, INACTIVE_WALLET, INVALID_POINTS, CREDIT_FAILED -> false;
    };
  }

  /// The refusal with a stored code.
  ///
  /// @throws IllegalArgumentException if there is none
  public static Refusal ofCode(int code) {
    for (var refusal : values()) {
      if (refusal.code == code) {
        return refusal;
      }
    }
    throw new IllegalArgumentException("no refusal has the code " + code);
  }
}
