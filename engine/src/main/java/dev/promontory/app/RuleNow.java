package dev.promontory.app;

import dev.promontory.account.Account;
import dev.promontory.app.ResolveRule.Resolution;
import dev.promontory.campaign.Explanation;
import dev.promontory.campaign.Explanation.Part;
import dev.promontory.rule.Rule;
import dev.promontory.rule.UserSet;
import dev.promontory.store.Transactions;
import dev.promontory.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Tells how a rule stands to a user now, part by part, by asking history.
public final class RuleNow {
  private final Transactions transactions;
  private final ResolveRule resolveRule;
  private final AskHistory askHistory;

  public RuleNow(Transactions transactions, ResolveRule resolveRule, AskHistory askHistory) {
    this.transactions = transactions;
    this.resolveRule = resolveRule;
    this.askHistory = askHistory;
  }

  /// How each part of a rule holds for a user, a group before what is in it; at most
  /// [Explanation#MAX_PARTS].
  ///
  /// @param rule may name segments
  /// @param path where it stands in the document
  /// @throws AskHistory.Behind if history did not catch up
  List<Part> parts(Account account, Rule rule, String path, long user, Instant now) {
    List<Part> parts = new ArrayList<>();
    addParts(account, rule, path, new Subject(user, now), parts);
    return parts;
  }

  private record Subject(long user, Instant now) {}

  private void addParts(
      Account account, Rule rule, String path, Subject subject, List<Part> parts) {
    if (parts.size() == Explanation.MAX_PARTS) {
      return;
    }
    parts.add(new Part(path, holds(account, rule, subject), null));
    switch (rule) {
      case Rule.All(var rules) -> addAll(account, rules, path + ".all", subject, parts);
      case Rule.Any(var rules) -> addAll(account, rules, path + ".any", subject, parts);
      case Rule.None(var rules) -> addAll(account, rules, path + ".none", subject, parts);
      case Rule.Did _, Rule.DidNot _, Rule.HasProperty _, Rule.InSegment _, Rule.OneOf _ -> {
        // Nothing is inside.
      }
    }
  }

  private void addAll(
      Account account, List<Rule> rules, String path, Subject subject, List<Part> parts) {
    for (int i = 0; i < rules.size(); i++) {
      addParts(account, rules.get(i), path + "[" + i + "]", subject, parts);
    }
  }

  private boolean holds(Account account, Rule rule, Subject subject) {
    var resolution =
        transactions.inTransaction(
            (Tx tx) -> resolveRule.resolve(tx.segments(), account.number(), rule));
    if (!(resolution instanceof Resolution.Resolved(var resolved))) {
      return false;
    }
    var single = new Rule.OneOf(UserSet.of(subject.user()));
    return askHistory.count(account, new Rule.All(List.of(resolved, single)), subject.now()) > 0;
  }
}
