package dev.promontory.campaign;

import java.util.Optional;

/// How users come to a campaign. The code is the word of the contract, and what is stored.
public enum Qualification {
  /// By what they did or did not do, or are, when a run starts.
  PAST_BEHAVIOR("pastBehavior"),
  /// By standing on a list.
  CUSTOM_LIST("customList"),
  /// By what they do, at once.
  LIVE("live");

  private final String code;

  Qualification(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }

  /// The one with a code.
  public static Optional<Qualification> ofCode(String code) {
    for (var qualification : values()) {
      if (qualification.code.equals(code)) {
        return Optional.of(qualification);
      }
    }
    return Optional.empty();
  }
}
