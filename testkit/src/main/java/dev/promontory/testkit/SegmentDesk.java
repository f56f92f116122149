package dev.promontory.testkit;

import dev.promontory.account.Account;
import dev.promontory.app.DeleteSegment;
import dev.promontory.app.ResolveRule;
import dev.promontory.app.ResolveRule.Resolution;
import dev.promontory.app.SaveList;
import dev.promontory.app.SaveSegment;
import dev.promontory.app.SegmentOutcome;
import dev.promontory.app.SegmentOutcome.Saved;
import dev.promontory.record.Name;
import dev.promontory.rule.Rule;
import dev.promontory.rule.Test.Exists;
import dev.promontory.rule.UserSet;
import dev.promontory.segment.Segment;
import dev.promontory.segment.SegmentDraft;
import dev.promontory.store.Transactions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Segments and short ways to save, find and resolve them.
final class SegmentDesk {
  static final Instant NOW = Instant.parse("2026-03-03T22:20:00Z");

  /// A rule that holds for everybody.
  static final Rule ANYBODY = new Rule.All(List.of());

  private final Transactions transactions;
  private final RuleBook rules = new RuleBook();
  private final ResolveRule resolveRule = new ResolveRule(rules);
  private final SaveSegment saveSegment = new SaveSegment(resolveRule);

  SegmentDesk(Transactions transactions) {
    this.transactions = transactions;
  }

  RuleBook rules() {
    return rules;
  }

  SegmentOutcome create(Account account, String name, Rule rule) {
    var draft = new SegmentDraft(name, rules.write(rule));
    return transactions.inTransaction(tx -> saveSegment.create(tx, account, draft, NOW));
  }

  SegmentOutcome change(Account account, long id, String name, Rule rule) {
    var draft = new SegmentDraft(name, rules.write(rule));
    return transactions.inTransaction(
        tx -> saveSegment.change(tx, account, id, draft, NOW.plusSeconds(9)));
  }

  SegmentOutcome list(Account account, String name, UserSet users) {
    return transactions.inTransaction(tx -> new SaveList().create(tx, account, name, users, NOW));
  }

  DeleteSegment.Outcome delete(Account account, long id) {
    return transactions.inTransaction(tx -> new DeleteSegment().delete(tx, account, id));
  }

  Segment find(Account account, long id) {
    return lookUp(account, id).orElseThrow();
  }

  Optional<Segment> lookUp(Account account, long id) {
    return transactions.inTransaction(tx -> tx.segments().find(account.number(), id));
  }

  /// Three at a time.
  List<Segment> page(Account account, long after) {
    return transactions.inTransaction(tx -> tx.segments().page(account.number(), after, 3));
  }

  UserSet members(long id) {
    return transactions.inTransaction(tx -> tx.segments().members(id));
  }

  Resolution resolve(Account account, Rule rule) {
    return transactions.inTransaction(
        tx -> resolveRule.resolve(tx.segments(), account.number(), rule));
  }

  static Segment saved(SegmentOutcome outcome) {
    return switch (outcome) {
      case Saved(var segment) -> segment;
      default -> throw new AssertionError("not saved: " + outcome);
    };
  }

  /// A rule that holds for those with a property.
  static Rule has(String property) {
    return new Rule.HasProperty(Name.of(property), new Exists());
  }
}
