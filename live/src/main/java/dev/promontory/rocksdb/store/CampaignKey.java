package dev.promontory.rocksdb.store;

/// Names a campaign.
///
/// @param account number of the account
/// @param campaign id of the campaign
public record CampaignKey(int account, long campaign) {}
