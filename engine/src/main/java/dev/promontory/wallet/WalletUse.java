package dev.promontory.wallet;

/// A campaign that names a wallet.
///
/// @param campaignId its id
/// @param name may be empty if it is a draft
public record WalletUse(long campaignId, String name) {}
