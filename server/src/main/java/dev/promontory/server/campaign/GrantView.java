package dev.promontory.server.campaign;

import dev.promontory.grant.Grant;
import dev.promontory.grant.GrantOutcome;
import java.util.Map;

/// What was decided, as the API shows it wherever a decision stands.
public final class GrantView {
  private GrantView() {}

  /// Adds what decided, what came of it, and when.
  ///
  /// @param view already says about whom and why
  public static void put(Map<String, Object> view, Grant grant) {
    view.put("revision", grant.revision());
    view.put("walletId", grant.walletId());
    switch (grant.outcome()) {
      case GrantOutcome.Granted(var points, long transactionId) -> {
        view.put("outcome", "granted");
        view.put("points", points.toBigDecimal());
        view.put("transactionId", transactionId);
      }
      case GrantOutcome.ZeroAward() -> view.put("outcome", "zeroAward");
      case GrantOutcome.Refused(var refusal) -> {
        view.put("outcome", "refused");
        view.put("reason", refusal.title());
      }
    }
    view.put("decidedAt", grant.decidedAt().toString());
  }
}
