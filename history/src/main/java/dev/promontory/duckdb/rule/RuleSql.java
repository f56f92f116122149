package dev.promontory.duckdb.rule;

import dev.promontory.duckdb.table.AccountTables;
import dev.promontory.rule.Rule;
import dev.promontory.rule.UserSet;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// A rule as a condition on the rows of the users table `x`.
///
/// Before the condition can be asked, its temporary tables must exist: `temp.list_0`, … with the
/// users of [#lists], `temp.sum_0`, … with those that pass [#exactSums]; each has one column `u`.
///
/// @param condition to stand behind `WHERE`
public record RuleSql(Sql condition, List<UserSet> lists, List<ExactSum> exactSums) {

  /// Compiles a rule.
  ///
  /// @param zone of the days that windows and dates are counted in
  /// @throws IllegalArgumentException if there is an [Rule.InSegment] node left
  public static RuleSql of(Rule rule, AccountTables tables, Instant now, ZoneId zone) {
    return new Compiler(tables, now, zone).compile(rule);
  }

  /// The table of the users of a list.
  public static String listTable(int number) {
    return "temp.list_" + number;
  }

  /// The table of the users that pass an exact sum.
  public static String sumTable(int number) {
    return "temp.sum_" + number;
  }

  private static final class Compiler {
    private final TestSql profile;
    private final DidSql did;
    private final List<UserSet> lists = new ArrayList<>();
    private final List<ExactSum> exactSums = new ArrayList<>();

    Compiler(AccountTables tables, Instant now, ZoneId zone) {
      this.profile = new TestSql(tables.users(), tables.paths(), "x.", zone);
      this.did = new DidSql(tables, now, zone, exactSums);
    }

    RuleSql compile(Rule rule) {
      return new RuleSql(condition(rule), lists, exactSums);
    }

    private Sql condition(Rule rule) {
      return switch (rule) {
        case Rule.All all -> all.rules().isEmpty() ? Sql.of("TRUE") : join(" AND ", all.rules());
        case Rule.Any any -> any.rules().isEmpty() ? Sql.of("FALSE") : join(" OR ", any.rules());
        case Rule.None none ->
            none.rules().isEmpty()
                ? Sql.of("TRUE")
                : Sql.of("(").add(join(" OR ", none.rules())).add(" IS NOT TRUE)");
        case Rule.Did node -> did.did(node);
        case Rule.DidNot node -> did.didNot(node.behavior());
        case Rule.HasProperty node -> profile.condition(node.property(), node.test());
        case Rule.OneOf node -> oneOf(node.users());
        case Rule.InSegment _ ->
            throw new IllegalArgumentException("a segment must be resolved before it is asked for");
      };
    }

    private Sql join(String operator, List<Rule> rules) {
      return new Sql().join(operator, rules.stream().map(this::condition).toList());
    }

    private Sql oneOf(UserSet users) {
      lists.add(users);
      return Sql.of("x.u IN (SELECT u FROM " + listTable(lists.size() - 1) + ")");
    }
  }
}
