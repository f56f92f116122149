package dev.promontory.live.tally;

import java.util.ArrayList;
import java.util.List;

/// What a [Leaf] has counted for one user. Immutable.
///
/// @param slots sorted, each place in time once
/// @param ahead events later than the present, by the second, sorted; only where a window ends with
///   the present and `slots` are coarser than a second
public record Tally(List<Slot> slots, List<Slot> ahead) {

  /// Nothing counted.
  public static final Tally NONE = new Tally(List.of(), List.of());

  public Tally {
    slots = List.copyOf(slots);
    ahead = List.copyOf(ahead);
  }

  /// Whether nothing is counted.
  public boolean isEmpty() {
    return slots.isEmpty() && ahead.isEmpty();
  }

  /// The slots with one more, which joins what stands at the same place.
  static List<Slot> with(List<Slot> slots, Slot more) {
    int place = slots.size();
    while (place > 0 && slots.get(place - 1).at() > more.at()) {
      place--;
    }
    var next = new ArrayList<Slot>(slots.size() + 1);
    next.addAll(slots);
    if (place > 0 && slots.get(place - 1).at() == more.at()) {
      next.set(place - 1, slots.get(place - 1).plus(more));
    } else {
      next.add(place, more);
    }
    return next;
  }
}
