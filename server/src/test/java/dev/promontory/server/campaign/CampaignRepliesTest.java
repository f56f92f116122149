package dev.promontory.server.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.app.CampaignOutcome;
import dev.promontory.campaign.Campaigns;
import io.helidon.http.Status;
import org.junit.jupiter.api.Test;

class CampaignRepliesTest {

  @Test
  void a_revision_too_many_is_a_conflict_and_not_a_failure() {
    var outcome = new CampaignOutcome.TooManyRevisions(Campaigns.MAX_REVISIONS);

    var reply = CampaignReplies.of(outcome, Status.OK_200);

    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.body()).contains("/problems/too-many-revisions", "10000 revisions");
  }
}
