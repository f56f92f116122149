package dev.promontory.app;

import dev.promontory.account.Account;
import dev.promontory.app.ResolveRule.Resolution;
import dev.promontory.document.Reading;
import dev.promontory.rule.Rule;
import dev.promontory.rule.UserSet;
import dev.promontory.rule.WrittenRule;
import dev.promontory.segment.Segments;
import dev.promontory.store.Transactions;
import java.time.Instant;
import java.util.Optional;

/// Tells whom a rule or a segment means now, exactly.
public final class EstimateSegment {
  private final Transactions transactions;
  private final ResolveRule resolveRule;
  private final AskHistory askHistory;

  public EstimateSegment(
      Transactions transactions, ResolveRule resolveRule, AskHistory askHistory) {
    this.transactions = transactions;
    this.resolveRule = resolveRule;
    this.askHistory = askHistory;
  }

  /// How many users a rule holds for, or why it cannot be asked.
  ///
  /// @throws AskHistory.Behind if history did not catch up
  public Reading<Long> estimate(Account account, WrittenRule rule, Instant now) {
    var resolution = transactions.inTransaction(tx -> resolve(tx.segments(), account, rule));
    return switch (resolution) {
      case Reading.Sound<Rule>(var resolved) ->
          new Reading.Sound<>(askHistory.count(account, resolved, now));
      case Reading.Flawed<Rule>(var problems) -> new Reading.Flawed<>(problems);
    };
  }

  private Reading<Rule> resolve(Segments segments, Account account, WrittenRule rule) {
    return switch (resolveRule.resolve(segments, account.number(), rule.rule())) {
      case Resolution.Resolved(var resolved) -> new Reading.Sound<>(resolved);
      case Resolution.Unresolved _ ->
          new Reading.Flawed<>(
              resolveRule.problems(
                  segments, account.number(), rule.rule(), rule.segments(), "rule"));
    };
  }

  /// The users of a segment, or empty if the account has no such segment.
  ///
  /// @throws AskHistory.Behind if history did not catch up
  public Optional<UserSet> members(Account account, long segmentId, Instant now) {
    return resolve(account, segmentId).map(rule -> members(account, rule, now));
  }

  /// What a segment stands for, without reference to others; empty if the account has none.
  private Optional<Rule> resolve(Account account, long segmentId) {
    return transactions.inTransaction(
        tx -> {
          var segments = tx.segments();
          if (segments.find(account.number(), segmentId).isEmpty()) {
            return Optional.<Rule>empty();
          }
          var itself = new Rule.InSegment(segmentId, true);
          return switch (resolveRule.resolve(segments, account.number(), itself)) {
            case Resolution.Resolved(var rule) -> Optional.of(rule);
            case Resolution.Unresolved unresolved ->
                throw new IllegalStateException("a stored segment is broken: " + unresolved);
          };
        });
  }

  private UserSet members(Account account, Rule rule, Instant now) {
    return rule instanceof Rule.OneOf(var users) ? users : askHistory.members(account, rule, now);
  }
}
