package dev.promontory.app;

import dev.promontory.account.Account;
import dev.promontory.app.ResolveRule.Resolution;
import dev.promontory.app.SegmentOutcome.Flawed;
import dev.promontory.app.SegmentOutcome.NameTaken;
import dev.promontory.app.SegmentOutcome.OtherKind;
import dev.promontory.app.SegmentOutcome.Saved;
import dev.promontory.app.SegmentOutcome.TooMany;
import dev.promontory.app.SegmentOutcome.Unknown;
import dev.promontory.document.Problem;
import dev.promontory.rule.Rule;
import dev.promontory.rule.WrittenRule;
import dev.promontory.segment.Segment;
import dev.promontory.segment.SegmentDocument.ByRule;
import dev.promontory.segment.SegmentDraft;
import dev.promontory.segment.Segments;
import dev.promontory.store.Tx;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Creates a segment by rule, or changes one. A rule is stored only if it can be evaluated, and if
/// every segment that refers to it still can (SG2).
public final class SaveSegment {
  private final ResolveRule resolveRule;

  public SaveSegment(ResolveRule resolveRule) {
    this.resolveRule = resolveRule;
  }

  /// Creates a segment.
  public SegmentOutcome create(Tx tx, Account account, SegmentDraft draft, Instant now) {
    var segments = tx.segments();
    segments.lock(account.number());
    if (segments.count(account.number()) >= Segments.MAX_PER_ACCOUNT) {
      return new TooMany(Segments.MAX_PER_ACCOUNT);
    }
    var rule = draft.rule();
    var problems =
        resolveRule.problems(segments, account.number(), rule.rule(), rule.segments(), "rule");
    if (!problems.isEmpty()) {
      return new Flawed(problems);
    }
    var document = new ByRule(draft.rule().json());
    var created =
        segments.create(new Segment(0, account.number(), draft.name(), document, now, now));
    if (created.isEmpty()) {
      return new NameTaken(draft.name());
    }
    segments.saveReferences(created.get().id(), draft.rule().segments().keySet());
    return new Saved(created.get());
  }

  /// Changes name and rule. Runs that have started keep their members; all others see the change.
  public SegmentOutcome change(Tx tx, Account account, long id, SegmentDraft draft, Instant now) {
    var segments = tx.segments();
    segments.lock(account.number());
    var found = segments.find(account.number(), id);
    if (found.isEmpty()) {
      return new Unknown();
    }
    var before = found.get();
    if (!(before.document() instanceof ByRule)) {
      return new OtherKind();
    }
    var problems = problems(segments, account, id, draft.rule());
    if (!problems.isEmpty()) {
      return new Flawed(problems);
    }
    var document = new ByRule(draft.rule().json());
    var changed =
        new Segment(id, account.number(), draft.name(), document, before.createdAt(), now);
    if (!segments.update(changed)) {
      return new NameTaken(draft.name());
    }
    segments.saveReferences(id, draft.rule().segments().keySet());
    return new Saved(changed);
  }

  /// What is wrong with the new rule of a segment: those that refer to it must not break either.
  private List<Problem> problems(Segments segments, Account account, long id, WrittenRule rule) {
    var problems = resolveRule.problems(segments, account.number(), id, rule, "rule");
    if (!problems.isEmpty()) {
      return problems;
    }
    var instead = Map.of(id, rule.rule());
    for (var dependent : dependents(segments, id)) {
      var inDependent = new Rule.InSegment(dependent, true);
      if (resolveRule.resolve(segments, account.number(), inDependent, instead)
          instanceof Resolution.Unresolved) {
        var message = "Segment " + dependent + " refers to this one and would become too large.";
        return List.of(Problem.unfit("rule", message));
      }
    }
    return List.of();
  }

  private static Set<Long> dependents(Segments segments, long id) {
    Set<Long> all = new HashSet<>();
    Set<Long> newest = segments.referring(Set.of(id));
    while (all.addAll(newest)) {
      newest = segments.referring(newest);
    }
    return all;
  }
}
