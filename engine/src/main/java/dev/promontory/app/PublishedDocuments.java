package dev.promontory.app;

import dev.promontory.account.Account;
import dev.promontory.account.Accounts;
import dev.promontory.campaign.Campaign;
import dev.promontory.campaign.CampaignDocument;
import dev.promontory.campaign.CampaignNotation;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What published campaigns mean, and whose they are.
public final class PublishedDocuments {
  private final Accounts accounts;
  private final CampaignNotation notation;

  public PublishedDocuments(Accounts accounts, CampaignNotation notation) {
    this.accounts = accounts;
    this.notation = notation;
  }

  /// The account of a campaign, with its zone of this moment. Not to be asked for within a
  /// transaction, which would hold one connection and wait for another.
  Account accountOf(Campaign campaign) {
    return of(campaign, accounts());
  }

  /// All accounts of this moment, by number. Not to be asked for within a transaction.
  Map<Integer, Account> accounts() {
    return accounts.all().stream().collect(Collectors.toMap(Account::number, Function.identity()));
  }

  /// The account of a campaign among those of a moment.
  static Account of(Campaign campaign, Map<Integer, Account> accounts) {
    return Objects.requireNonNull(accounts.get(campaign.account()), "an account");
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
