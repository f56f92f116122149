package dev.promontory.live;

import dev.promontory.live.match.Check;
import dev.promontory.live.tally.Leaf;
import dev.promontory.live.tally.Totals;
import dev.promontory.record.Profile;
import dev.promontory.rule.Measure;
import dev.promontory.rule.UserSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A rule, made ready to be judged from what is kept. Immutable.
sealed interface Filter {

  /// A user at the moment of judging.
  interface Subject {
    long user();

    Profile profile();

    Totals totals(Leaf leaf);
  }

  /// Whether the rule holds for a user.
  default boolean holds(Subject subject) {
    return switch (this) {
      case All(var filters) -> filters.stream().allMatch(each -> each.holds(subject));
      case Any(var filters) -> filters.stream().anyMatch(each -> each.holds(subject));
      case None(var filters) -> filters.stream().noneMatch(each -> each.holds(subject));
      case Did did -> subject.totals(did.leaf()).meets(did.measure(), did.includeZero());
      case DidNot(var leaf) -> subject.totals(leaf).count() == 0;
      case HasProperty(var check) -> check.passes(subject.profile().properties());
      case OneOf(var users) -> users.contains(subject.user());
    };
  }

  /// As [#holds], with what each condition saw.
  default Judged judge(Subject subject) {
    return new Judged(
        holds(subject), seen(subject), parts().stream().map(part -> part.judge(subject)).toList());
  }

  private Judged.@Nullable Seen seen(Subject subject) {
    return switch (this) {
      case All _, Any _, None _, OneOf _ -> null;
      case Did did -> events(did.leaf(), subject);
      case DidNot(var leaf) -> events(leaf, subject);
      case HasProperty(var check) ->
          new Judged.Seen.Values(check.seen(subject.profile().properties()));
    };
  }

  private static Judged.Seen events(Leaf leaf, Subject subject) {
    var totals = subject.totals(leaf);
    return new Judged.Seen.Events(
        totals.count(), leaf.question().summed() == null ? null : totals.sum());
  }

  private List<Filter> parts() {
    return switch (this) {
      case All(var filters) -> filters;
      case Any(var filters) -> filters;
      case None(var filters) -> filters;
      case Did _, DidNot _, HasProperty _, OneOf _ -> List.of();
    };
  }

  /// As [Rule.All].
  record All(List<Filter> filters) implements Filter {}

  /// As [Rule.Any].
  record Any(List<Filter> filters) implements Filter {}

  /// As [Rule.None].
  record None(List<Filter> filters) implements Filter {}

  /// As [Rule.Did].
  record Did(Leaf leaf, Measure measure, boolean includeZero) implements Filter {}

  /// As [Rule.DidNot].
  record DidNot(Leaf leaf) implements Filter {}

  /// As [Rule.HasProperty].
  record HasProperty(Check check) implements Filter {}

  /// As [Rule.OneOf].
  record OneOf(UserSet users) implements Filter {}
}
