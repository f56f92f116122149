package dev.promontory.grant;

import dev.promontory.account.Account;
import java.time.ZoneId;

/// What a revision of a campaign gives, as the granter needs to know it.
///
/// @param campaignId unique over all accounts
/// @param revision 1 and up; grants name it
/// @param zone the campaign's zone, in which its limits count days
public record Offer(
    Account account, long campaignId, int revision, ZoneId zone, PointsReward reward) {}
