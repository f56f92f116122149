package dev.promontory.server.document;

import dev.promontory.campaign.Qualification;
import dev.promontory.grant.PointsReward.OnShortBudget;
import dev.promontory.points.Points;
import org.jspecify.annotations.Nullable;

/// How much a campaign may give: the `limits` of a reward of points.
///
/// @param campaignBudget null: no limit
record Limits(@Nullable Points campaignBudget, OnShortBudget onShortBudget) {
  static final Limits NONE = new Limits(null, OnShortBudget.REFUSE);

  /// Limits, or null with their problems.
  ///
  /// @param qualification of the campaign, or null if it does not say
  static @Nullable Limits read(Node node, @Nullable Qualification qualification) {
    var fields = Fields.of(node);
    if (fields == null) {
      return null;
    }
    var perUser = fields.optional("perUser");
    if (perUser != null) {
      refuseLive(perUser, "A limit on how often a user is rewarded", qualification);
    }
    var budget = fields.optional("budget");
    var campaign = budget == null ? null : budget(budget, qualification);
    var shortBudget = fields.optional("onShortBudget");
    var onShort = shortBudget == null ? OnShortBudget.REFUSE : onShort(shortBudget);
    fields.refuseOthers();
    return onShort == null ? null : new Limits(campaign, onShort);
  }

  private static @Nullable Points budget(Node node, @Nullable Qualification qualification) {
    var fields = Fields.of(node);
    if (fields == null) {
      return null;
    }
    var user = fields.optional("user");
    if (user != null) {
      refuseLive(user, "A budget per user", qualification);
    }
    var campaign = fields.optional("campaign");
    fields.refuseOthers();
    return campaign == null ? null : Amounts.positive(campaign);
  }

  /// What only live campaigns have (S2.11).
  private static void refuseLive(Node node, String subject, @Nullable Qualification qualification) {
    if (qualification == Qualification.LIVE) {
      node.notBuilt(subject + " is not built yet.");
    } else {
      node.wrong(subject + " goes with live campaigns only: a run rewards each user once.");
    }
  }

  private static @Nullable OnShortBudget onShort(Node node) {
    return switch (node.json().isString() ? node.json().stringValue() : "") {
      case "refuse" -> OnShortBudget.REFUSE;
      case "partial" -> OnShortBudget.PARTIAL;
      default -> {
        node.wrong("onShortBudget is refuse or partial.");
        yield null;
      }
    };
  }
}
