package dev.promontory.duckdb.rule;

import dev.promontory.duckdb.table.AccountTables;
import dev.promontory.rule.Rule;
import java.time.ZoneId;
import java.util.List;

/// Rules about nothing but the profile as one condition on the users table.
record ProfileSql(AccountTables tables, ZoneId zone) {

  /// Whether a rule needs nothing but the row of a user. A group without rules is about nothing,
  /// and needs no row.
  static boolean isOnlyAboutProfile(Rule rule) {
    return switch (rule) {
      case Rule.HasProperty _ -> true;
      case Rule.All all -> areOnlyAboutProfile(all.rules());
      case Rule.Any any -> areOnlyAboutProfile(any.rules());
      case Rule.None none -> areOnlyAboutProfile(none.rules());
      case Rule.Did _, Rule.DidNot _, Rule.OneOf _, Rule.InSegment _ -> false;
    };
  }

  private static boolean areOnlyAboutProfile(List<Rule> rules) {
    return !rules.isEmpty() && rules.stream().allMatch(ProfileSql::isOnlyAboutProfile);
  }

  /// Selects the users that a rule about the profile holds for.
  Sql users(Rule rule) {
    return Sql.of("SELECT x.u AS u FROM " + tables.users().sqlName() + " AS x WHERE ")
        .add(condition(rule));
  }

  private Sql condition(Rule rule) {
    return switch (rule) {
      case Rule.HasProperty property ->
          new TestSql(tables.users(), tables.paths(), "x.", zone)
              .condition(property.property(), property.test());
      case Rule.All all -> join(" AND ", all.rules());
      case Rule.Any any -> join(" OR ", any.rules());
      case Rule.None none -> Sql.of("(").add(join(" OR ", none.rules())).add(" IS NOT TRUE)");
      case Rule.Did _, Rule.DidNot _, Rule.OneOf _, Rule.InSegment _ ->
          throw new IllegalArgumentException("not about the profile: " + rule);
    };
  }

  private Sql join(String operator, List<Rule> rules) {
    return new Sql().join(operator, rules.stream().map(this::condition).toList());
  }
}
