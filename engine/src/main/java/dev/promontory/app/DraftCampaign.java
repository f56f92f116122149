package dev.promontory.app;

import dev.promontory.account.Account;
import dev.promontory.app.CampaignOutcome.Done;
import dev.promontory.app.CampaignOutcome.Flawed;
import dev.promontory.app.CampaignOutcome.Unknown;
import dev.promontory.campaign.Campaign;
import dev.promontory.campaign.CampaignNotation;
import dev.promontory.campaign.CampaignReading.Summary;
import dev.promontory.document.Problem;
import dev.promontory.store.Tx;
import java.time.Instant;
import java.util.List;

/// Creates drafts of campaigns: from a document, or as a copy of another campaign. A draft may be
/// incomplete, but holds nothing that can never be right.
public final class DraftCampaign {
  private static final String COPY = " (copy)";
  private static final int MAX_NAME = 100;

  private final CampaignNotation notation;

  public DraftCampaign(CampaignNotation notation) {
    this.notation = notation;
  }

  /// Creates a draft.
  ///
  /// @param by who makes it: an e-mail, or `api`
  public CampaignOutcome create(
      Tx tx, Account account, String documentJson, String by, Instant now) {
    var reading = notation.read(documentJson, account.zone());
    return reading.fitsDraft()
        ? new Done(store(tx, account, reading.summary(), documentJson, by, now))
        : new Flawed(hopeless(reading.problems()));
  }

  /// Copies a campaign of any status into a new draft.
  ///
  /// @param by who makes it: an e-mail, or `api`
  public CampaignOutcome copy(Tx tx, Account account, long id, String by, Instant now) {
    var found = tx.campaigns().find(account.number(), id);
    if (found.isEmpty()) {
      return new Unknown();
    }
    var json = notation.rename(found.get().text().documentJson(), copyOf(found.get().name()));
    var summary = notation.read(json, account.zone()).summary();
    return new Done(store(tx, account, summary, json, by, now));
  }

  private static Campaign store(
      Tx tx, Account account, Summary summary, String json, String by, Instant now) {
    tx.segments().lock(account.number());
    var text = Campaign.Text.of(summary, json);
    var draft = tx.campaigns().create(Campaign.draft(account.number(), text, by, now));
    tx.campaigns().saveSegments(draft, summary.segments().keySet());
    return draft;
  }

  /// The problems that keep a document from being a draft.
  static List<Problem> hopeless(List<Problem> problems) {
    return problems.stream().filter(problem -> !problem.kind().fitsDraft()).toList();
  }

  private static String copyOf(String name) {
    int room = MAX_NAME - COPY.length();
    int length = name.codePointCount(0, name.length());
    var kept = length <= room ? name : name.substring(0, name.offsetByCodePoints(0, room));
    return kept + COPY;
  }
}
