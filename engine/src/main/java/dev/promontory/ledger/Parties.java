package dev.promontory.ledger;

import dev.promontory.wallet.Wallet;
import java.util.Map;

/// Who takes part in what is to be posted.
///
/// @param wallets by their numbers; those that do not exist are missing
/// @param standing of the users in these wallets
public record Parties(Map<Long, Wallet> wallets, Standing standing) {}
