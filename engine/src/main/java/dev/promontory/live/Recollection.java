package dev.promontory.live;

import dev.promontory.history.PastEvent;
import dev.promontory.live.match.Pattern;
import dev.promontory.live.tally.Leaf;
import dev.promontory.live.tally.Slot;
import dev.promontory.live.tally.Totals;
import dev.promontory.record.Profile;
import dev.promontory.record.RecordBody;
import dev.promontory.rule.Rule;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// What is remembered of a user outside of the fold: enough to judge a filter again as of any
/// moment, by a look at all events. The same filters and leaves as the fold's, without its states.
///
/// @param user number of the user
/// @param profile of that moment, or the nearest that is known
/// @param events of the user, in any order
public record Recollection(long user, Profile profile, List<PastEvent> events) {
  public Recollection {
    events = List.copyOf(events);
  }

  /// How a rule stood.
  ///
  /// @param rule without [Rule.InSegment] nodes
  /// @param zone of the days in it
  /// @param before position of the first event that does not count
  /// @param at the instant that windows are counted from
  public Judged judge(Rule rule, ZoneId zone, long before, Instant at) {
    var compiler = new FilterCompiler(zone, question -> new Leaf(0, 0, question));
    return compiler.compile(rule).judge(new Remembered(before, at));
  }

  private final class Remembered implements Filter.Subject {
    private final long before;
    private final Instant at;

    private Remembered(long before, Instant at) {
      this.before = before;
      this.at = at;
    }

    @Override
    public long user() {
      return user;
    }

    @Override
    public Profile profile() {
      return profile;
    }

    @Override
    public Totals totals(Leaf leaf) {
      var pattern = new Pattern(leaf.question().events());
      var slots = new ArrayList<Slot>();
      for (var event : events) {
        if (event.key().position() < before
            && pattern.matches(new RecordBody.Event(event.name(), event.properties()))) {
          slots.add(leaf.slot(event.key().epochSecond(), event.properties()));
        }
      }
      return leaf.totals(slots, at);
    }
  }
}
