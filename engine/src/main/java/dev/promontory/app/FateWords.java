package dev.promontory.app;

import dev.promontory.live.Judged;
import dev.promontory.live.attempt.Attempt;
import dev.promontory.live.attempt.Attempt.Fate;
import org.jspecify.annotations.Nullable;

/// What came of an attempt, in words.
///
/// @param outcome one word
/// @param sentence for a person
record FateWords(String outcome, String sentence) {

  /// How an attempt that came to the filter stands now.
  ///
  /// @param judged how the filter stood, if it was judged again
  /// @param isUnknown whether there is a filter that could not be judged again
  /// @param isDecided whether there is a decision about the attempt
  record Again(@Nullable Judged judged, boolean isUnknown, boolean isDecided) {}

  static FateWords of(Attempt attempt, Again again) {
    return switch (attempt.fate()) {
      case Fate.NotTimely _ ->
          new FateWords(
              "notTimely",
              "The event is too late or too early to trigger: it happened at %s and was received at %s."
                  .formatted(attempt.happenedAt(), attempt.receivedAt()));
      case Fate.NotBegun(var start) ->
          new FateWords("notBegun", "The campaign began only at " + start + ".");
      case Fate.Over _ -> new FateWords("over", "The campaign was over.");
      case Fate.Paused _ -> new FateWords("paused", "The campaign was paused.");
      case Fate.Ignored _ ->
          new FateWords("ignored", "A deadline was armed already, and was kept.");
      case Fate.CancelledBefore _ ->
          new FateWords("cancelled", "An event that cancels had been received before.");
      case Fate.Moved(long by) ->
          new FateWords("moved", "The event at position " + by + " took its deadline over.");
      case Fate.Cancelled(var due, long by, var at) ->
          new FateWords(
              "cancelled",
              "It armed a deadline, due at %s, which the event at position %d, of %s, cancelled."
                  .formatted(due, by, at));
      case Fate.Lost(var due) ->
          new FateWords(
              "lost",
              "It armed a deadline, due at %s, when the campaign was paused or over."
                  .formatted(due));
      case Fate.Armed(var due) ->
          new FateWords("armed", "It armed a deadline, which is due at " + due + ".");
      case Fate.Judged _ -> again.isDecided() ? qualified(again.judged()) : undecided(again);
    };
  }

  /// What was decided is true, whatever is known now.
  private static FateWords qualified(@Nullable Judged judged) {
    var then = "The user qualified; the decision stands among the decisions.";
    return new FateWords(
        "qualified",
        judged == null || judged.holds()
            ? then
            : then + " By the user's properties as they are now it would be otherwise.");
  }

  private static FateWords undecided(Again again) {
    if (again.isUnknown()) {
      return new FateWords(
          "notJudgedAgain",
          "It came to the filter, which cannot be judged again: the user has too many events, or a"
              + " segment is gone.");
    }
    var judged = again.judged();
    return judged != null && !judged.holds()
        ? new FateWords("filtered", "The filter did not hold then.")
        : new FateWords(
            "undecided",
            "By what is known now the user would have qualified, but nothing was decided: their"
                + " properties were others then, the campaign was paused, or it is just being"
                + " decided.");
  }
}
