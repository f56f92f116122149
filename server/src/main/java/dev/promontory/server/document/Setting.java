package dev.promontory.server.document;

import dev.promontory.campaign.Qualification;
import org.jspecify.annotations.Nullable;

/// What the rest of a document tells a reward about its trigger: what can be taken from it.
///
/// @param qualification of the campaign, or null if it does not say; then everything is possible
/// @param events how many trigger events there are; 0 if that is not known
/// @param isInaction whether it waits for what does not happen
record Setting(@Nullable Qualification qualification, int events, boolean isInaction) {

  /// Whether there are runs and no trigger.
  boolean hasRuns() {
    return qualification != null && qualification != Qualification.LIVE;
  }

  /// Why points cannot be counted from a number of the trigger event (S3.4), a sentence, or null.
  @Nullable String whyNoBasis() {
    if (hasRuns()) {
      return "It takes a property of the event that triggers a reward; without a trigger there are"
          + " flat and random.";
    }
    if (isInaction) {
      return "It takes a property of the event that triggers a reward; for what does not happen"
          + " there are flat and random.";
    }
    return events > 1
        ? "It takes a property of the one event that triggers a reward, and here are %d; there are"
                .formatted(events)
            + " flat and random."
        : null;
  }

  /// Why texts cannot be taken from the trigger event, a sentence, or null.
  @Nullable String whyNothingCarried() {
    if (hasRuns()) {
      return "A system key is taken from the event that triggers a reward; here is no trigger.";
    }
    return isInaction
        ? "A system key is taken from the event that triggers a reward; here something does not"
            + " happen."
        : null;
  }
}
