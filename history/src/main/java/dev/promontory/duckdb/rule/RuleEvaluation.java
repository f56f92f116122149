package dev.promontory.duckdb.rule;

import dev.promontory.duckdb.table.AccountTables;
import dev.promontory.rule.Rule;
import dev.promontory.rule.UserSet;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Evaluates rules for one account. For one thread, within one transaction.
///
/// @param now the instant that windows are counted from
/// @param zone of the days that windows and dates are counted in
public record RuleEvaluation(Asking asking, AccountTables tables, Instant now, ZoneId zone) {

  /// How many users a rule holds for.
  ///
  /// @throws IllegalArgumentException if there is an [Rule.InSegment] node left
  public long count(Rule rule) throws SQLException {
    refuseSegments(rule);
    if (population().count() == 0) {
      return 0;
    }
    return new Evaluator().count(rule);
  }

  /// The users a rule holds for.
  ///
  /// @throws IllegalArgumentException if there is an [Rule.InSegment] node left
  public UserSet members(Rule rule) throws SQLException {
    refuseSegments(rule);
    if (population().count() == 0) {
      return UserSet.of();
    }
    var evaluator = new Evaluator();
    var users = evaluator.evaluate(rule);
    if (users.complement()) {
      users = users.and(new Signed(evaluator.everybody(), false));
    }
    return users.set().toUserSet();
  }

  private AccountTables.Population population() {
    return tables.population();
  }

  private static void refuseSegments(Rule rule) {
    switch (rule) {
      case Rule.All all -> all.rules().forEach(RuleEvaluation::refuseSegments);
      case Rule.Any any -> any.rules().forEach(RuleEvaluation::refuseSegments);
      case Rule.None none -> none.rules().forEach(RuleEvaluation::refuseSegments);
      case Rule.InSegment _ ->
          throw new IllegalArgumentException("a segment must be resolved before it is asked for");
      case Rule.Did _, Rule.DidNot _, Rule.HasProperty _, Rule.OneOf _ -> {}
    }
  }

  private final class Evaluator {
    private final UserBits.Span span =
        UserBits.Span.of(population().lowest(), population().highest());
    private final ProfileSql profile = new ProfileSql(tables, zone);
    private final DidSql did = new DidSql(tables, now, zone);

    UserBits everybody() throws SQLException {
      return users(Sql.of("SELECT u FROM " + tables.users().sqlName()));
    }

    long count(Rule rule) throws SQLException {
      var combined = CombinedSql.of(rule, profile, did, span);
      if (combined != null) {
        var count = combined.count();
        return signed(count == null ? 0 : number(count), combined.complement());
      }
      var users = parts(rule);
      return signed(users.set().count(), users.complement());
    }

    private long number(Sql select) throws SQLException {
      return asking.read(
          select,
          rows -> {
            rows.next();
            return rows.getLong(1);
          });
    }

    private long signed(long count, boolean complement) {
      return complement ? population().count() - count : count;
    }

    /// In one query if that can be.
    Signed evaluate(Rule rule) throws SQLException {
      var combined = CombinedSql.of(rule, profile, did, span);
      if (combined == null) {
        return parts(rule);
      }
      var bits = combined.bits();
      return new Signed(bits == null ? UserBits.none(span) : read(bits), combined.complement());
    }

    /// Each part of a rule by itself.
    private Signed parts(Rule rule) throws SQLException {
      return switch (rule) {
        case Rule.All all -> all(all.rules());
        case Rule.Any any -> any(any.rules());
        case Rule.None none -> any(none.rules()).not();
        case Rule.Did node -> matching(did.did(node));
        case Rule.DidNot node -> matching(did.didNot(node.behavior()));
        case Rule.OneOf list -> new Signed(oneOf(list.users()), false);
        case Rule.HasProperty _ -> new Signed(users(profile.users(rule)), false);
        case Rule.InSegment _ -> throw new IllegalStateException("resolved elsewhere: " + rule);
      };
    }

    private Signed all(List<Rule> rules) throws SQLException {
      var users = new Signed(UserBits.none(span), true);
      for (var rule : grouped(rules, true)) {
        users = users.and(evaluate(rule));
        if (users.isNobody()) {
          return users;
        }
      }
      return users;
    }

    /// One of the rules holds where it is not so that none of them holds.
    private Signed any(List<Rule> rules) throws SQLException {
      var others = new Signed(UserBits.none(span), true);
      for (var rule : grouped(rules, false)) {
        others = others.and(evaluate(rule).not());
      }
      return others.not();
    }

    /// The rules, with those about the profile as one, so that they are one query.
    private static List<Rule> grouped(List<Rule> rules, boolean all) {
      var parts = rules.stream().collect(Collectors.partitioningBy(ProfileSql::isOnlyAboutProfile));
      var profiles = parts.getOrDefault(true, List.of());
      var grouped = new ArrayList<>(parts.getOrDefault(false, List.of()));
      if (!profiles.isEmpty()) {
        grouped.addFirst(all ? new Rule.All(profiles) : new Rule.Any(profiles));
      }
      return grouped;
    }

    private Signed matching(DidSql.Matching matching) throws SQLException {
      var found = matching.users();
      var users = found == null ? UserBits.none(span) : users(found);
      var doubtful = matching.doubtful();
      if (doubtful != null) {
        for (long user : asking.read(doubtful.select(), doubtful::users)) {
          users.add(user);
        }
      }
      return new Signed(users, matching.complement());
    }

    private UserBits oneOf(UserSet list) throws SQLException {
      var users = UserBits.none(span);
      for (long user : list.toArray()) {
        users.add(user);
      }
      users.keepAll(everybody());
      return users;
    }

    /// The users that a select gives in its column `u`, each any number of times.
    private UserBits users(Sql select) throws SQLException {
      return read(
          Sql.of("SELECT bitstring_agg(u, " + span.first() + ", " + span.last() + ") AS b FROM (")
              .add(select)
              .add(")"));
    }

    private UserBits read(Sql bits) throws SQLException {
      return asking.read(Sql.of("SELECT CAST(b AS BLOB) FROM (").add(bits).add(")"), this::bits);
    }

    private UserBits bits(ResultSet rows) throws SQLException {
      rows.next();
      var bits = rows.getBytes(1);
      return bits == null ? UserBits.none(span) : UserBits.of(span, bits);
    }
  }
}
