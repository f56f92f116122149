package dev.promontory.live;

import java.util.List;

/// What a fold gives.
///
/// @param state the user's state after the input
/// @param effects in order: deadlines by when they were due, then triggers by campaign
public record Step(UserState state, List<Effect> effects) {
  public Step {
    effects = List.copyOf(effects);
  }
}
