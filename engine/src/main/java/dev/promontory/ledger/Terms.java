package dev.promontory.ledger;

import dev.promontory.wallet.Wallet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// On which terms a command is decided.
///
/// @param wallet the command's wallet, or null if there is none
/// @param isBlocked whether the user may neither get nor spend points of it
/// @param spendings what a refund is about, by transaction
public record Terms(@Nullable Wallet wallet, boolean isBlocked, Map<Long, Spending> spendings) {

  public Terms {
    spendings = Map.copyOf(spendings);
  }

  /// The usual ones.
  public static Terms of(@Nullable Wallet wallet) {
    return new Terms(wallet, false, Map.of());
  }
}
