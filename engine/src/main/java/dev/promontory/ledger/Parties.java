package dev.promontory.ledger;

import dev.promontory.wallet.Wallet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who takes part in what is to be posted.
///
/// @param wallets by their numbers; those that do not exist are missing
/// @param standing of the users in these wallets
/// @param balances those that are locked, without those never touched; null if none was locked
public record Parties(
    Map<Long, Wallet> wallets, Standing standing, @Nullable Map<BalanceKey, Balance> balances) {

  /// Parties whose balances are not locked yet.
  public Parties(Map<Long, Wallet> wallets, Standing standing) {
    this(wallets, standing, null);
  }
}
