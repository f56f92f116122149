package dev.promontory.campaign;

import dev.promontory.grant.Grant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a campaign decided about a user and why.
///
/// @param user number of the user, or null if nobody is known by the identity
/// @param decisions newest first, at most [#MAX_DECISIONS]
/// @param reason why there is no decision, a sentence; null if there is one
/// @param parts how the rule stands to the user now, if that is why there is no decision; a group
///   comes before what is in it
public record Explanation(
    @Nullable Long user, List<Grant> decisions, @Nullable String reason, List<Part> parts) {

  /// The most decisions.
  public static final int MAX_DECISIONS = 100;

  /// The most parts of a rule that are looked at.
  public static final int MAX_PARTS = 50;

  /// A part of the rule.
  ///
  /// @param path where it stands in the document
  /// @param holds whether it holds for the user now
  public record Part(String path, boolean holds) {}

  public Explanation {
    decisions = List.copyOf(decisions);
    parts = List.copyOf(parts);
  }

  /// No decision, for a reason that lies outside the rule.
  public static Explanation none(@Nullable Long user, String reason) {
    return new Explanation(user, List.of(), reason, List.of());
  }
}
