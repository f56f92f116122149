package dev.promontory.campaign;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The campaigns and their revisions, within one transaction.
public interface Campaigns {

  /// The most campaigns of one page.
  int MAX_PAGE = 1_000;

  /// The most revisions of one campaign.
  int MAX_REVISIONS = 10_000;

  /// Stores a new draft.
  ///
  /// @param draft its id is ignored
  /// @return the draft with its id
  Campaign create(Campaign draft);

  /// A campaign of this account; one of another account is as good as none.
  Optional<Campaign> find(int account, long id);

  /// As [#find]; nobody else changes the campaign, or rewards anybody for it, until the transaction
  /// ends. Waits for whoever does.
  Optional<Campaign> lock(int account, long id);

  /// As [#lock(int, long)], of whatever account.
  Optional<Campaign> lock(long id);

  /// A campaign of whatever account, which nobody changes until the transaction ends. Several
  /// transactions can hold it at once. Waits for whoever changes it.
  Optional<Campaign> hold(long id);

  /// Campaigns of an account, newest first.
  ///
  /// @param before the last id of the page before, or null
  /// @param limit 1 to [#MAX_PAGE]
  List<Campaign> page(int account, CampaignFilter filter, @Nullable Long before, int limit);

  /// Stores status, revision, text and times of a campaign that exists. When the next run starts is
  /// not stored: it is what is planned.
  void update(Campaign changed);

  /// Removes a draft. One with revisions or runs is a failure.
  void delete(long id);

  /// Stores which segments the document names, instead of those before; ids that the account does
  /// not have are left out. They are in use until this is called with none (SG1).
  void saveSegments(Campaign campaign, Collection<Long> segmentIds);

  /// Adds a revision. One with a number that exists is a failure (C1).
  void addRevision(Revision revision);

  /// One revision of a campaign, or empty if it has none of that number.
  Optional<Revision> revision(long campaignId, int number);

  /// The revisions of a campaign, newest first.
  List<Revision> revisions(long campaignId);
}
