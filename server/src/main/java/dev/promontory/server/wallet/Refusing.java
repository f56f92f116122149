package dev.promontory.server.wallet;

import dev.promontory.ledger.LedgerRefusal;
import dev.promontory.server.http.Problem;
import io.helidon.http.Status;

/// What the management API says of a refused command.
final class Refusing {
  private Refusing() {}

  /// 404 if the wallet does not exist, else 422: the request is sound, the books don't allow it.
  static Problem problem(LedgerRefusal refusal) {
    return switch (refusal) {
      case UNKNOWN_WALLET -> WalletApi.unknown();
      case INACTIVE_WALLET,
          BLOCKED_USER,
          INVALID_POINTS,
          NEVER_USABLE,
          TOO_MANY_POINTS,
          INSUFFICIENT_POINTS,
          HOLD_ENDED,
          NOTHING_LEFT,
          MORE_THAN_LEFT ->
          Problem.of(Status.UNPROCESSABLE_CONTENT_422, kind(refusal), sentence(refusal));
    };
  }

  /// The last part of a problem's type.
  private static String kind(LedgerRefusal refusal) {
    return switch (refusal) {
      case UNKNOWN_WALLET -> "not-found";
      case INACTIVE_WALLET -> "wallet-not-active";
      case BLOCKED_USER -> "user-blocked";
      case INVALID_POINTS -> "invalid-points";
      case NEVER_USABLE -> "never-usable";
      case TOO_MANY_POINTS -> "too-many-points";
      case INSUFFICIENT_POINTS -> "insufficient-points";
      case HOLD_ENDED -> "hold-ended";
      case NOTHING_LEFT -> "nothing-left";
      case MORE_THAN_LEFT -> "more-than-left";
    };
  }

  /// A sentence for a person.
  static String sentence(LedgerRefusal refusal) {
    return switch (refusal) {
      case UNKNOWN_WALLET -> "The account has no such wallet.";
      case INACTIVE_WALLET -> "The wallet is paused or archived.";
      case BLOCKED_USER -> "The user is blocked in this wallet.";
      case INVALID_POINTS -> "The points have more decimals than the wallet.";
      case NEVER_USABLE -> "The points would expire before they are active.";
      case TOO_MANY_POINTS -> "The balance would be larger than can be counted.";
      case INSUFFICIENT_POINTS -> "The user has fewer active points.";
      case HOLD_ENDED -> "The hold was captured or released before, or its time is up.";
      case NOTHING_LEFT -> "All of it was given back or taken back before, or has expired.";
      case MORE_THAN_LEFT -> "That is more than is left of it.";
    };
  }
}
