package dev.promontory.duckdb.rule;

import dev.promontory.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A rule as one query: each of its conditions is a source that gives its users as one row of bits,
/// and the rows are combined by `&`, `|` and `~`. For one thread; used once.
final class CombinedSql {
  /// The planner's work grows faster than the number of sources.
  static final int MAX_SOURCES = 64;

  /// No user at all, for where a source without rows would make an expression null.
  private static final String NOBODY = "z.b";

  private final ProfileSql profile;
  private final DidSql did;
  private final UserBits.Span span;
  private final List<Source> sources = new ArrayList<>();
  private boolean isPossible = true;
  private boolean needsNobody;

  /// A condition.
  ///
  /// @param users selects its users in a column `u`
  /// @param isDistinct whether it gives each user at most once
  private record Source(Sql users, boolean isDistinct) {}

  /// Users as an expression over the sources.
  ///
  /// @param bits null for nobody; its value is null or all zero for nobody, too
  /// @param complement whether all users but these are meant
  private record Users(@Nullable Sql bits, boolean complement) {
    Users not() {
      return new Users(bits, !complement);
    }
  }

  private CombinedSql(ProfileSql profile, DidSql did, UserBits.Span span) {
    this.profile = profile;
    this.did = did;
    this.span = span;
  }

  /// The users of a rule, to be asked for in one of two ways.
  record Answer(CombinedSql combined, @Nullable Sql users, boolean complement) {

    /// Selects one row with one column `b`: the users as a `BIT`, or null for nobody; null if there
    /// can be nobody. All users but these are meant if `complement`.
    @Nullable Sql bits() {
      return users == null ? null : combined.select(users);
    }

    /// Selects how many users [#bits] has; null if there can be nobody.
    @Nullable Sql count() {
      return users == null ? null : combined.count(users);
    }
  }

  /// The query for a rule; null if it has too many conditions, or one that the database cannot
  /// decide by itself.
  static @Nullable Answer of(Rule rule, ProfileSql profile, DidSql did, UserBits.Span span) {
    var combined = new CombinedSql(profile, did, span);
    var users = combined.users(rule);
    return combined.isPossible && combined.sources.size() <= MAX_SOURCES
        ? new Answer(combined, users.bits(), users.complement())
        : null;
  }

  private Sql count(Sql users) {
    if (sources.size() > 1) {
      return Sql.of("SELECT coalesce(bit_count(b), 0) FROM (").add(select(users)).add(")");
    }
    var only = sources.getFirst();
    // A user who has one row needs no bit to be counted once.
    var count = only.isDistinct() ? "count(*)" : "coalesce(bit_count(" + aggregate() + "), 0)";
    return Sql.of("SELECT " + count + " FROM (").add(only.users()).add(")");
  }

  private Sql select(Sql bits) {
    var select = Sql.of("SELECT ").add(bits).add(" AS b FROM ");
    for (int i = 0; i < sources.size(); i++) {
      select.add(i == 0 ? "" : ", ").add(bits(sources.get(i).users())).add(" AS s" + i);
    }
    return needsNobody ? select.add(", ").add(nobody()).add(" AS z") : select;
  }

  private Sql nobody() {
    return Sql.of("(SELECT b & ~b AS b FROM ")
        .add(bits(Sql.of("SELECT " + span.first() + " AS u")))
        .add(")");
  }

  private Sql bits(Sql select) {
    return Sql.of("(SELECT " + aggregate() + " AS b FROM (").add(select).add("))");
  }

  private String aggregate() {
    return "bitstring_agg(u, " + span.first() + ", " + span.last() + ")";
  }

  private Users users(Rule rule) {
    if (ProfileSql.isOnlyAboutProfile(rule)) {
      return new Users(added(profile.users(rule), true), false);
    }
    return switch (rule) {
      case Rule.All all -> all(all.rules());
      case Rule.Any any -> any(any.rules());
      case Rule.None none -> any(none.rules()).not();
      case Rule.Did node -> matching(did.did(node));
      case Rule.DidNot node -> matching(did.didNot(node.behavior()));
      case Rule.OneOf _, Rule.HasProperty _, Rule.InSegment _ -> {
        isPossible = false;
        yield new Users(null, false);
      }
    };
  }

  private Users matching(DidSql.Matching matching) {
    isPossible &= matching.doubtful() == null;
    var users = matching.users();
    return new Users(
        users == null ? null : added(users, matching.isDistinct()), matching.complement());
  }

  private Sql added(Sql users, boolean isDistinct) {
    sources.add(new Source(users, isDistinct));
    return Sql.of("s" + (sources.size() - 1) + ".b");
  }

  private Users all(List<Rule> rules) {
    var users = new Users(null, true);
    for (var rule : rules) {
      users = and(users, users(rule));
    }
    return users;
  }

  /// One of the rules holds where it is not so that none of them holds.
  private Users any(List<Rule> rules) {
    var others = new Users(null, true);
    for (var rule : rules) {
      others = and(others, users(rule).not());
    }
    return others.not();
  }

  private Users and(Users one, Users other) {
    if (one.complement() && !other.complement()) {
      return and(other, one);
    }
    if (one.bits() == null) {
      return one.complement() ? other : one;
    }
    if (other.bits() == null) {
      return other.complement() ? one : other;
    }
    if (one.complement()) {
      return new Users(joined(orNobody(one.bits()), " | ", orNobody(other.bits())), true);
    }
    return other.complement()
        ? new Users(joined(one.bits(), " & ~", orNobody(other.bits())), false)
        : new Users(joined(one.bits(), " & ", other.bits()), false);
  }

  private Sql orNobody(Sql bits) {
    needsNobody = true;
    return Sql.of("coalesce(").add(bits).add(", " + NOBODY + ")");
  }

  private static Sql joined(Sql one, String operator, Sql other) {
    return Sql.of("(").add(one).add(operator).add(other).add(")");
  }
}
