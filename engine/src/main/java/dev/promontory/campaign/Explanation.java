package dev.promontory.campaign;

import dev.promontory.grant.Grant;
import dev.promontory.live.Judged;
import dev.promontory.live.attempt.Attempt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a campaign decided about a user and why.
///
/// @param user number of the user, or null if nobody is known by the identity
/// @param decisions newest first, at most [#MAX_DECISIONS]
/// @param reason why there is no decision, a sentence; null if there is one
/// @param parts how the rule stands to the user now, if that is why there is no decision; a group
///   comes before what is in it
/// @param attempts of the user to qualify live, newest first, at most [#MAX_ATTEMPTS]
public record Explanation(
    @Nullable Long user,
    List<Grant> decisions,
    @Nullable String reason,
    List<Part> parts,
    List<Tried> attempts) {

  /// The most decisions.
  public static final int MAX_DECISIONS = 100;

  /// The most parts of a rule that are looked at.
  public static final int MAX_PARTS = 50;

  /// The most attempts.
  public static final int MAX_ATTEMPTS = 10;

  /// A part of the rule.
  ///
  /// @param path where it stands in the document
  /// @param holds whether it holds for the user now, or held when it was judged
  /// @param seen what it was judged by, if that is known
  public record Part(String path, boolean holds, Judged.@Nullable Seen seen) {}

  /// An attempt to qualify and what came of it.
  ///
  /// @param outcome one word
  /// @param reason a sentence
  /// @param filter how each part of the campaign's filter held, judged again; none if it was not
  ///   judged, or nothing must hold
  public record Tried(Attempt attempt, String outcome, String reason, List<Part> filter) {
    public Tried {
      filter = List.copyOf(filter);
    }
  }

  public Explanation {
    decisions = List.copyOf(decisions);
    parts = List.copyOf(parts);
    attempts = List.copyOf(attempts);
  }

  /// An explanation without attempts.
  public Explanation(
      @Nullable Long user, List<Grant> decisions, @Nullable String reason, List<Part> parts) {
    this(user, decisions, reason, parts, List.of());
  }

  /// The same with attempts.
  public Explanation with(List<Tried> tried) {
    return new Explanation(user, decisions, reason, parts, tried);
  }

  /// No decision, for a reason that lies outside the rule.
  public static Explanation none(@Nullable Long user, String reason) {
    return new Explanation(user, List.of(), reason, List.of());
  }
}
