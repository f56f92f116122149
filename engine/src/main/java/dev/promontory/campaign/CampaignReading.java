package dev.promontory.campaign;

import dev.promontory.document.Problem;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What reading the document of a campaign gave.
///
/// @param summary what can be told of it, however incomplete it is
/// @param parts what of it could be read
/// @param document what it means; null exactly if there are problems
/// @param problems all that is wrong with it by itself, in order of appearance
public record CampaignReading(
    Summary summary,
    CampaignParts parts,
    @Nullable CampaignDocument document,
    List<Problem> problems) {

  /// What can be told of any document.
  ///
  /// @param name empty if there is none yet
  /// @param qualification null if it does not say
  /// @param reward null if it does not say
  /// @param segments the ids of the segments it names, each with the path of its first mention
  /// @param walletId the wallet it names, or null
  public record Summary(
      String name,
      @Nullable Qualification qualification,
      @Nullable RewardType reward,
      Map<Long, String> segments,
      @Nullable Long walletId) {
    public Summary {
      segments = Collections.unmodifiableMap(new LinkedHashMap<>(segments));
    }
  }

  public CampaignReading {
    problems = List.copyOf(problems);
    if ((document == null) == problems.isEmpty()) {
      throw new IllegalArgumentException("a document is read whole, or has problems");
    }
  }

  /// Whether the document may be stored as a draft: nothing in it can never be right.
  public boolean fitsDraft() {
    return problems.stream().allMatch(problem -> problem.kind().fitsDraft());
  }
}
