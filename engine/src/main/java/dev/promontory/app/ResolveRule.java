package dev.promontory.app;

import dev.promontory.app.ResolveRule.Resolution.Unresolved;
import dev.promontory.document.Problem;
import dev.promontory.rule.Rule;
import dev.promontory.rule.RuleNotation;
import dev.promontory.rule.WrittenRule;
import dev.promontory.segment.SegmentDocument;
import dev.promontory.segment.Segments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Puts what segments stand for in the place of their names, so that a rule can be evaluated.
public final class ResolveRule {

  /// The most groups and conditions of a rule once its segments are put in.
  public static final int MAX_NODES = 5_000;

  /// How deep segments may refer to segments.
  public static final int MAX_DEPTH = 8;

  private final RuleNotation notation;

  public ResolveRule(RuleNotation notation) {
    this.notation = notation;
  }

  /// What came of it.
  public sealed interface Resolution {

    /// The rule without [Rule.InSegment] nodes.
    record Resolved(Rule rule) implements Resolution {}

    /// It cannot be evaluated.
    ///
    /// @param segmentId the segment at which it fails
    record Unresolved(Reason reason, long segmentId) implements Resolution {

      /// The problem that this is in a document.
      ///
      /// @param paths of the segments that the document names
      /// @param otherwise the path if the segment is named by another segment only
      Problem problem(Map<Long, String> paths, String otherwise) {
        return Problem.unfit(paths.getOrDefault(segmentId, otherwise), sentence());
      }

      /// Why it cannot be evaluated, for a person.
      String sentence() {
        return switch (reason) {
          case UNKNOWN -> "There is no segment %d.".formatted(segmentId);
          case CIRCLE -> "Segment %d would refer to itself.".formatted(segmentId);
          case TOO_DEEP ->
              "Segments refer to segments more than %d deep, at segment %d."
                  .formatted(MAX_DEPTH, segmentId);
          case TOO_LARGE ->
              "With its segments put in, the rule has more than %d groups and conditions."
                  .formatted(MAX_NODES);
        };
      }
    }
  }

  /// Why a rule cannot be resolved.
  public enum Reason {
    /// The account has no such segment.
    UNKNOWN,
    /// The segment refers to itself, perhaps through others (SG2).
    CIRCLE,
    /// Segments refer to segments more than [#MAX_DEPTH] deep.
    TOO_DEEP,
    /// There would be more than [#MAX_NODES] nodes.
    TOO_LARGE
  }

  /// Resolves a rule of an account.
  public Resolution resolve(Segments segments, int account, Rule rule) {
    return resolve(segments, account, rule, Map.of());
  }

  /// As [#resolve(Segments, int, Rule)], as if some segments had other rules than those stored.
  ///
  /// @param instead the rules by the ids of their segments
  Resolution resolve(Segments segments, int account, Rule rule, Map<Long, Rule> instead) {
    return new Work(segments, account, instead).resolution(rule);
  }

  /// The rules as written of the segments that a rule names, or that these name; lists have none.
  ///
  /// @param rule one that can be resolved
  Map<Long, String> written(Segments segments, int account, Rule rule) {
    var work = new Work(segments, account, Map.of());
    work.resolution(rule);
    return work.written;
  }

  /// Resolves a rule as when the segments that it names had these rules.
  ///
  /// @param written what [#written] told then
  /// @throws IllegalStateException if that cannot be done any more
  Rule resolveAsOf(Segments segments, int account, Rule rule, Map<Long, String> written) {
    Map<Long, Rule> instead = new HashMap<>();
    written.forEach((id, json) -> instead.put(id, notation.read(json)));
    return switch (resolve(segments, account, rule, instead)) {
      case Resolution.Resolved(var resolved) -> resolved;
      case Unresolved unresolved -> throw new IllegalStateException(unresolved.sentence());
    };
  }

  /// What keeps a rule from being resolved, all at once: each segment that it names is looked at by
  /// itself, and then, if they are all fit, the rule as a whole.
  ///
  /// @param rule null if only the segments are known that it names
  /// @param paths of the segments that it names
  /// @param whole the path of what concerns it as a whole
  List<Problem> problems(
      Segments segments, int account, @Nullable Rule rule, Map<Long, String> paths, String whole) {
    var work = new Work(segments, account, Map.of());
    return problems(rule, paths, whole, work::resolution);
  }

  /// As above, of a rule that becomes the rule of a segment.
  List<Problem> problems(
      Segments segments, int account, long segmentId, WrittenRule rule, String whole) {
    var itself = new Rule.InSegment(segmentId, true);
    Map<Long, Rule> instead = new HashMap<>();
    var work = new Work(segments, account, instead);
    return problems(
        rule.rule(),
        rule.segments(),
        whole,
        part -> {
          instead.put(segmentId, part);
          return work.resolution(itself);
        });
  }

  private static List<Problem> problems(
      @Nullable Rule rule,
      Map<Long, String> paths,
      String whole,
      Function<Rule, Resolution> resolution) {
    List<Problem> problems = new ArrayList<>();
    paths.forEach(
        (id, path) -> {
          if (resolution.apply(new Rule.InSegment(id, true)) instanceof Unresolved unresolved) {
            problems.add(Problem.unfit(path, unresolved.sentence()));
          }
        });
    if (problems.isEmpty()
        && rule != null
        && resolution.apply(rule) instanceof Unresolved unresolved) {
      problems.add(unresolved.problem(paths, whole));
    }
    return problems;
  }

  /// Resolutions of rules of one account, for one thread.
  private final class Work {
    private final Segments segments;
    private final int account;
    private final Map<Long, Rule> instead;
    private final Map<Long, Rule> known = new HashMap<>();
    private final Map<Long, String> written = new HashMap<>();
    private final List<Long> under = new ArrayList<>();
    private int nodes;

    Work(Segments segments, int account, Map<Long, Rule> instead) {
      this.segments = segments;
      this.account = account;
      this.instead = instead;
    }

    Resolution resolution(Rule rule) {
      under.clear();
      nodes = 0;
      try {
        return new Resolution.Resolved(resolve(rule));
      } catch (Stop stop) {
        return stop.unresolved;
      }
    }

    private Rule resolve(Rule rule) {
      nodes++;
      if (nodes > MAX_NODES) {
        throw new Stop(Reason.TOO_LARGE, under.isEmpty() ? 0 : under.getLast());
      }
      return switch (rule) {
        case Rule.All all -> new Rule.All(each(all.rules()));
        case Rule.Any any -> new Rule.Any(each(any.rules()));
        case Rule.None none -> new Rule.None(each(none.rules()));
        case Rule.InSegment segment -> resolve(segment);
        case Rule.Did did -> did;
        case Rule.DidNot didNot -> didNot;
        case Rule.HasProperty property -> property;
        case Rule.OneOf oneOf -> oneOf;
      };
    }

    private List<Rule> each(List<Rule> rules) {
      return rules.stream().map(this::resolve).toList();
    }

    private Rule resolve(Rule.InSegment segment) {
      long id = segment.segmentId();
      if (under.contains(id)) {
        throw new Stop(Reason.CIRCLE, id);
      }
      if (under.size() == MAX_DEPTH) {
        throw new Stop(Reason.TOO_DEEP, id);
      }
      under.add(id);
      var resolved = resolve(rule(id));
      under.removeLast();
      return segment.in() ? resolved : new Rule.None(List.of(resolved));
    }

    private Rule rule(long id) {
      var other = instead.get(id);
      return other != null ? other : known.computeIfAbsent(id, this::load);
    }

    private Rule load(long id) {
      var segment = segments.find(account, id).orElseThrow(() -> new Stop(Reason.UNKNOWN, id));
      return switch (segment.document()) {
        case SegmentDocument.ByRule(var json) -> {
          written.put(id, json);
          yield notation.read(json);
        }
        case SegmentDocument.ByList _ -> new Rule.OneOf(segments.members(id));
      };
    }
  }

  /// Ends a resolution from any depth; never leaves this class.
  private static final class Stop extends RuntimeException {
    private final transient Resolution.Unresolved unresolved;

    Stop(Reason reason, long segmentId) {
      super(null, null, false, false);
      this.unresolved = new Resolution.Unresolved(reason, segmentId);
    }
  }
}
