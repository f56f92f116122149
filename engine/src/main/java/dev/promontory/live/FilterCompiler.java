package dev.promontory.live;

import dev.promontory.live.match.Check;
import dev.promontory.live.match.Pattern;
import dev.promontory.live.tally.Leaf;
import dev.promontory.live.tally.Question;
import dev.promontory.record.Name;
import dev.promontory.rule.Behavior;
import dev.promontory.rule.Measure;
import dev.promontory.rule.Rule;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes rules into filters.
///
/// @param zone of the days in the rules
/// @param leaves gives the leaf of a question; asked once per condition on events, in the order in
///   which they stand in the rule
record FilterCompiler(ZoneId zone, Function<Question, Leaf> leaves) {

  /// @throws IllegalArgumentException if a segment in it is not resolved
  Filter compile(Rule rule) {
    return switch (rule) {
      case Rule.All all -> new Filter.All(compile(all.rules()));
      case Rule.Any any -> new Filter.Any(compile(any.rules()));
      case Rule.None none -> new Filter.None(compile(none.rules()));
      case Rule.Did did ->
          new Filter.Did(
              leaf(did.behavior(), summed(did.measure())), did.measure(), did.includeZero());
      case Rule.DidNot didNot -> new Filter.DidNot(leaf(didNot.behavior(), null));
      case Rule.HasProperty has ->
          new Filter.HasProperty(new Check(has.property(), has.test(), zone));
      case Rule.InSegment _ -> throw new IllegalArgumentException("not resolved: " + rule);
      case Rule.OneOf oneOf -> new Filter.OneOf(oneOf.users());
    };
  }

  private List<Filter> compile(List<Rule> rules) {
    return rules.stream().map(this::compile).toList();
  }

  private static @Nullable Name summed(Measure measure) {
    return switch (measure) {
      case Measure.Count _ -> null;
      case Measure.Sum sum -> sum.property();
      case Measure.Average average -> average.property();
    };
  }

  private Leaf leaf(Behavior behavior, @Nullable Name summed) {
    var events = new Pattern.Source(behavior.event(), behavior.where(), zone);
    return leaves.apply(new Question(events, behavior.window(), summed));
  }
}
