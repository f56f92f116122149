package dev.promontory.server.campaign;

import dev.promontory.campaign.Explanation;
import dev.promontory.grant.Grant;
import dev.promontory.grant.Grants.PeriodTotal;
import dev.promontory.grant.Refusal;
import dev.promontory.points.Points;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Grants, totals and explanations as the API shows them.
final class ReportView {
  private ReportView() {}

  /// @param identity by which apps know the user, or null if that is not told
  static Map<String, Object> of(Grant grant, @Nullable String identity) {
    Map<String, Object> view = new LinkedHashMap<>();
    if (identity != null) {
      view.put("identity", identity);
    }
    view.put("user", grant.key().user());
    view.put("run", grant.key().occurrence());
    GrantView.put(view, grant);
    return view;
  }

  static Map<String, Object> of(Explanation explanation, String identity) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("identity", identity);
    view.put("user", explanation.user());
    view.put(
        "decisions",
        explanation.decisions().stream().map(grant -> of(grant, (String) null)).toList());
    if (explanation.reason() != null) {
      view.put("reason", explanation.reason());
    }
    if (!explanation.parts().isEmpty()) {
      view.put("ruleNow", AttemptView.parts(explanation.parts()));
    }
    if (!explanation.attempts().isEmpty()) {
      view.put("attempts", explanation.attempts().stream().map(AttemptView::of).toList());
    }
    return view;
  }

  /// @param by day, week or month
  static Map<String, Object> stats(String by, List<PeriodTotal> totals) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("rewardsDistributed", totals.stream().mapToLong(PeriodTotal::rewards).sum());
    view.put(
        "pointsDistributed",
        Points.shown(
            totals.stream().map(PeriodTotal::points).reduce(BigDecimal.ZERO, BigDecimal::add)));
    view.put("by", by);
    view.put("periods", totals.stream().map(ReportView::period).toList());
    return view;
  }

  private static Map<String, Object> period(PeriodTotal total) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("from", total.firstDay().toString());
    view.put("rewardsDistributed", total.rewards());
    view.put("pointsDistributed", total.points());
    return view;
  }

  static Map<String, Object> errors(Map<Refusal, Long> refusals) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("total", refusals.values().stream().mapToLong(Long::longValue).sum());
    view.put(
        "errors",
        refusals.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> Map.of("name", entry.getKey().title(), "count", entry.getValue()))
            .toList());
    return view;
  }
}
