package dev.promontory.testkit.campaign;

import static dev.promontory.testkit.campaign.CampaignDesk.NOW;
import static dev.promontory.testkit.campaign.CampaignDesk.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.account.Accounts;
import dev.promontory.app.CampaignOutcome.Unknown;
import dev.promontory.app.DraftCampaign;
import dev.promontory.campaign.Campaign;
import dev.promontory.campaign.Campaign.Status;
import dev.promontory.campaign.CampaignDocument.Audience;
import dev.promontory.campaign.CampaignFilter;
import dev.promontory.campaign.Qualification;
import dev.promontory.campaign.Schedule;
import dev.promontory.rule.UserSet;
import dev.promontory.store.Transactions;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Which campaigns a store lists, and whose; and what they keep in use.
public abstract class CampaignListContract {
  private static final Schedule AT_NOON =
      new Schedule.OnDates(List.of(LocalDateTime.parse("2026-04-01T12:00")));

  /// The stores under test.
  protected abstract Transactions transactions();

  /// The accounts of the stores under test.
  protected abstract Accounts accounts();

  private CampaignDesk desk;

  @BeforeEach
  void desk() {
    desk = new CampaignDesk(transactions(), accounts());
  }

  @AfterEach
  void stopAll() {
    desk.stopAll();
  }

  @Test
  void a_copy_is_a_draft_of_its_own() {
    var campaign = desk.published(desk.document(AT_NOON), NOW);

    var copy =
        done(
            transactions()
                .inTransaction(
                    tx ->
                        new DraftCampaign(desk.book)
                            .copy(tx, desk.account, campaign.id(), "api", NOW)));

    assertThat(copy.status()).isEqualTo(Status.DRAFT);
    assertThat(copy.name()).isEqualTo("Spring (copy)");
    assertThat(copy.id()).isNotEqualTo(campaign.id());
    assertThat(desk.find(campaign.id()).name()).isEqualTo("Spring");
  }

  @Test
  void sg1_a_campaign_uses_its_segments_until_it_is_archived() {
    long list = desk.list(UserSet.of(1, 2));
    var document = desk.document(new Audience.ByList(list), desk.reward(null), AT_NOON);
    var campaign = desk.published(document, NOW);

    assertThat(desk.uses(list)).hasSize(1);
    desk.steer().stop(desk.account, campaign.id(), NOW);
    assertThat(desk.uses(list)).hasSize(1);
    desk.steer().archive(desk.account, campaign.id(), NOW);
    assertThat(desk.uses(list)).isEmpty();
  }

  @Test
  void two_accounts_never_see_each_others_campaigns() {
    var campaign = desk.published(desk.document(AT_NOON), NOW);
    var other = new CampaignDesk(transactions(), accounts());

    assertThat(other.publish(campaign.id(), NOW)).isEqualTo(new Unknown());
    assertThat(other.steer().stop(other.account, campaign.id(), NOW)).isEqualTo(new Unknown());
    assertThat(other.change(campaign.id(), CampaignBook.EMPTY, null, NOW)).isEqualTo(new Unknown());
    assertThat(other.page(CampaignFilter.ALL)).isEmpty();
    assertThat(desk.find(campaign.id()).status()).isEqualTo(Status.SCHEDULED);
  }

  @Test
  void campaigns_are_listed_by_what_they_are() {
    var scheduled = desk.published(CampaignDesk.named(desk.document(AT_NOON), "Köln 100%"), NOW);
    var draft = desk.draft(CampaignBook.EMPTY);

    assertThat(desk.page(CampaignFilter.ALL)).containsExactly(draft, desk.find(scheduled.id()));
    assertThat(desk.page(CampaignDesk.filter(Set.of(Status.SCHEDULED), null))).hasSize(1);
    assertThat(desk.page(CampaignDesk.filter(Set.of(Status.RUNNING, Status.DRAFT), null)))
        .containsExactly(draft);
    assertThat(desk.page(CampaignDesk.filter(Set.of(), "KÖLN 1"))).hasSize(1);
    assertThat(desk.page(CampaignDesk.filter(Set.of(), "%"))).hasSize(1);
    assertThat(desk.page(CampaignDesk.filter(Set.of(), "_"))).isEmpty();
    assertThat(desk.page(CampaignDesk.filter(Set.of(), Long.toString(draft.id()))))
        .containsExactly(draft);
    assertThat(
            desk.page(
                new CampaignFilter(
                    Set.of(), Qualification.PAST_BEHAVIOR, null, "api", null, NOW, null)))
        .hasSize(1);
    assertThat(desk.page(new CampaignFilter(Set.of(), null, null, null, null, null, NOW)))
        .isEmpty();
  }

  @Test
  void the_pages_of_a_list_meet_without_gap() {
    List<Campaign> drafts = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      drafts.addFirst(desk.draft(CampaignBook.EMPTY));
    }
    int account = desk.account.number();

    var first =
        transactions()
            .inTransaction(tx -> tx.campaigns().page(account, CampaignFilter.ALL, null, 2));
    var rest =
        transactions()
            .inTransaction(
                tx -> tx.campaigns().page(account, CampaignFilter.ALL, first.getLast().id(), 10));

    assertThat(first).isEqualTo(drafts.subList(0, 2));
    assertThat(rest).isEqualTo(drafts.subList(2, 5));
  }
}
