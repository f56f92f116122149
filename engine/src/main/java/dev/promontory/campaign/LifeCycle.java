package dev.promontory.campaign;

import static dev.promontory.campaign.Campaign.Status.COMPLETED;
import static dev.promontory.campaign.Campaign.Status.DRAFT;
import static dev.promontory.campaign.Campaign.Status.PAUSED;
import static dev.promontory.campaign.Campaign.Status.RUNNING;
import static dev.promontory.campaign.Campaign.Status.SCHEDULED;
import static dev.promontory.campaign.Campaign.Status.STOPPED;

import dev.promontory.campaign.Campaign.Status;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The life of a campaign (S5): which action is possible in which status. Pure.
public final class LifeCycle {
  private LifeCycle() {}

  /// What can be done with a campaign.
  public enum Action {
    EDIT("edited"),
    DELETE("deleted"),
    PUBLISH("published"),
    PAUSE("paused"),
    RESUME("resumed"),
    STOP("stopped"),
    ARCHIVE("archived");

    private final String done;

    Action(String done) {
      this.done = done;
    }

    /// Whether it can be done to a campaign in a status.
    public boolean isPossible(Status status) {
      return statuses().contains(status);
    }

    /// Why it cannot be done to a campaign in a status, a sentence for a person.
    public String refusal(Status status) {
      var possible = statuses().stream().map(LifeCycle::word).collect(Collectors.joining(" or "));
      return "A campaign that is %s cannot be %s; one that is %s can."
          .formatted(word(status), done, possible);
    }

    private List<Status> statuses() {
      return switch (this) {
        case EDIT -> List.of(DRAFT, SCHEDULED, RUNNING, PAUSED);
        case DELETE, PUBLISH -> List.of(DRAFT);
        case PAUSE -> List.of(RUNNING);
        case RESUME -> List.of(PAUSED);
        case STOP -> List.of(SCHEDULED, RUNNING, PAUSED);
        case ARCHIVE -> List.of(DRAFT, COMPLETED, STOPPED);
      };
    }
  }

  /// The status as the contract writes it.
  public static String word(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
