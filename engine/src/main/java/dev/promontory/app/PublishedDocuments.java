package dev.promontory.app;

import dev.promontory.account.Account;
import dev.promontory.account.Accounts;
import dev.promontory.campaign.Campaign;
import dev.promontory.campaign.CampaignDocument;
import dev.promontory.campaign.CampaignNotation;

/// What published campaigns mean, and whose they are.
public final class PublishedDocuments {
  private final Accounts accounts;
  private final CampaignNotation notation;

  public PublishedDocuments(Accounts accounts, CampaignNotation notation) {
    this.accounts = accounts;
    this.notation = notation;
  }

  /// The account of a campaign, with its zone of this moment.
  Account accountOf(Campaign campaign) {
    return accounts.all().stream()
        .filter(account -> account.number() == campaign.account())
        .findFirst()
        .orElseThrow();
  }

  /// The document of a published campaign, which was checked before.
  ///
  /// @throws IllegalStateException if it cannot be read any more
  CampaignDocument documentOf(Campaign campaign, Account account) {
    var reading = notation.read(campaign.text().documentJson(), account.zone());
    var document = reading.document();
    if (document == null) {
      throw new IllegalStateException(
          "revision %d of campaign %d cannot be read: %s"
              .formatted(campaign.revision(), campaign.id(), reading.problems().getFirst()));
    }
    return document;
  }
}
