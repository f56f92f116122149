package dev.promontory.campaign;

import java.util.Optional;

/// What a campaign gives. The code is the word of the contract, and what is stored.
public enum RewardType {
  POINTS("points"),
  COUPON("coupon"),
  VOUCHER("voucher"),
  CUSTOM("custom");

  private final String code;

  RewardType(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }

  /// The one with a code.
  public static Optional<RewardType> ofCode(String code) {
    for (var type : values()) {
      if (type.code.equals(code)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
