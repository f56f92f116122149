package dev.promontory.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.campaign.Campaign.Status;
import dev.promontory.campaign.LifeCycle.Action;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LifeCycleTest {
  @Test
  void s5_every_action_is_possible_in_its_statuses_and_in_no_other() {
    var table =
        Map.of(
            Action.EDIT, "DRAFT SCHEDULED RUNNING PAUSED",
            Action.DELETE, "DRAFT",
            Action.PUBLISH, "DRAFT",
            Action.PAUSE, "RUNNING",
            Action.RESUME, "PAUSED",
            Action.STOP, "SCHEDULED RUNNING PAUSED",
            Action.ARCHIVE, "DRAFT COMPLETED STOPPED");

    assertThat(table).containsOnlyKeys(Action.values());
    table.forEach(
        (action, statuses) ->
            assertThat(Arrays.stream(Status.values()).filter(action::isPossible).map(Enum::name))
                .as(action.name())
                .containsExactly(statuses.split(" ", -1)));
  }

  @Test
  void a_refusal_says_what_is_and_what_could_be() {
    assertThat(Action.STOP.refusal(Status.COMPLETED))
        .isEqualTo(
            "A campaign that is completed cannot be stopped; one that is scheduled or running or"
                + " paused can.");
  }
}
