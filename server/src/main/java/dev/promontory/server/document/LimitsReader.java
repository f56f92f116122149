package dev.promontory.server.document;

import dev.promontory.grant.Limits;
import dev.promontory.grant.Limits.OnShortBudget;
import dev.promontory.grant.Limits.Recurrence;
import dev.promontory.points.EarnScheme;
import dev.promontory.points.Points;
import org.jspecify.annotations.Nullable;

/// Reads how much a campaign may give: the `limits` of a reward of points.
///
/// @param setting of the reward
/// @param earn its scheme, or null if that could not be read
record LimitsReader(Setting setting, @Nullable EarnScheme earn) {

  /// Limits, or null with their problems.
  @Nullable Limits read(Node node) {
    var fields = Fields.of(node);
    if (fields == null) {
      return null;
    }
    var perUser = fields.optional("perUser");
    var recurrence = perUser == null ? Recurrence.UNLIMITED : recurrence(perUser);
    var budget = fields.optional("budget");
    var budgets = budget == null ? Limits.NONE : budgets(budget);
    var shortBudget = fields.optional("onShortBudget");
    var onShort = shortBudget == null ? OnShortBudget.REFUSE : onShort(shortBudget);
    fields.refuseOthers();
    return recurrence == null || budgets == null || onShort == null
        ? null
        : new Limits(recurrence, budgets.campaignBudget(), budgets.userBudget(), onShort);
  }

  private @Nullable Recurrence recurrence(Node node) {
    if (setting.hasRuns()) {
      refuseWithRuns(node, "A limit on how often a user is rewarded");
      return null;
    }
    var fields = Fields.of(node);
    if (fields == null) {
      return null;
    }
    var total = times(fields.optional("total"));
    var day = times(fields.optional("day"));
    var week = times(fields.optional("week"));
    var month = times(fields.optional("month"));
    fields.refuseOthers();
    return new Recurrence(total, day, week, month);
  }

  private static @Nullable Integer times(@Nullable Node node) {
    var times = node == null ? null : node.whole(1, Recurrence.MAX);
    return times == null ? null : Math.toIntExact(times);
  }

  private @Nullable Limits budgets(Node node) {
    var fields = Fields.of(node);
    if (fields == null) {
      return null;
    }
    var user = fields.optional("user");
    var campaign = fields.optional("campaign");
    fields.refuseOthers();
    var ofUser = user == null ? null : userBudget(user);
    var ofCampaign = campaign == null ? null : Amounts.positive(campaign);
    return new Limits(Recurrence.UNLIMITED, ofCampaign, ofUser, OnShortBudget.REFUSE);
  }

  /// Only for what can differ from one reward to the next (S2.11).
  private @Nullable Points userBudget(Node node) {
    if (setting.hasRuns()) {
      refuseWithRuns(node, "A budget per user");
      return null;
    }
    if (earn instanceof EarnScheme.Flat) {
      node.wrong(
          "A budget per user goes with percentage, proportional and random points; for flat ones"
              + " there is limits.perUser.");
      return null;
    }
    return Amounts.positive(node);
  }

  private static void refuseWithRuns(Node node, String subject) {
    node.wrong(subject + " goes with live campaigns only: a run rewards each user once.");
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
