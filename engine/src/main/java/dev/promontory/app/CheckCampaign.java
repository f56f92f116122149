package dev.promontory.app;

import dev.promontory.account.Account;
import dev.promontory.app.ResolveRule.Resolution;
import dev.promontory.campaign.CampaignDocument;
import dev.promontory.campaign.CampaignDocument.Audience;
import dev.promontory.campaign.CampaignNotation;
import dev.promontory.campaign.CampaignReading;
import dev.promontory.campaign.Schedule;
import dev.promontory.document.Problem;
import dev.promontory.points.EarnScheme;
import dev.promontory.points.Points;
import dev.promontory.rule.Rule;
import dev.promontory.segment.SegmentDocument;
import dev.promontory.store.Tx;
import dev.promontory.wallet.Wallet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds everything that keeps a document from being published (C2): what is wrong with it by
/// itself, and what does not fit the account or the present time.
public final class CheckCampaign {
  /// How many runs to come are looked at for points that would expire before they are active.
  private static final int MAX_RUNS_LOOKED_AT = 1_000;

  private final CampaignNotation notation;
  private final ResolveRule resolveRule;

  public CheckCampaign(CampaignNotation notation, ResolveRule resolveRule) {
    this.notation = notation;
    this.resolveRule = resolveRule;
  }

  /// What a check found.
  ///
  /// @param reading of the document by itself
  /// @param problems all of them, those of the reading first
  public record Checked(CampaignReading reading, List<Problem> problems) {
    public Checked {
      problems = List.copyOf(problems);
    }
  }

  /// Checks a document as if it were published now.
  public Checked check(Tx tx, Account account, String documentJson, Instant now) {
    var reading = notation.read(documentJson, account.zone());
    var problems = new ArrayList<>(reading.problems());
    problems.addAll(names(tx, account, reading));
    var document = reading.document();
    if (document != null) {
      problems.addAll(dates(document, now));
      problems.addAll(expiry(tx, account, document, now));
    }
    return new Checked(reading, problems);
  }

  /// Checks a document that replaces the one of a campaign under way: its dates may have passed.
  Checked checkUnderWay(Tx tx, Account account, String documentJson) {
    var reading = notation.read(documentJson, account.zone());
    var problems = new ArrayList<>(reading.problems());
    problems.addAll(names(tx, account, reading));
    return new Checked(reading, problems);
  }

  /// What is named must exist, be of the right kind and be usable.
  private List<Problem> names(Tx tx, Account account, CampaignReading reading) {
    List<Problem> problems = new ArrayList<>();
    var summary = reading.summary();
    for (var segment : summary.segments().entrySet()) {
      if (tx.segments().find(account.number(), segment.getKey()).isEmpty()) {
        problems.add(
            Problem.unfit(segment.getValue(), "There is no segment " + segment.getKey() + "."));
      }
    }
    var document = reading.document();
    if (document != null && problems.isEmpty()) {
      problems.addAll(audience(tx, account, document.who(), summary));
    }
    if (summary.walletId() != null) {
      problems.addAll(wallet(tx, account, summary.walletId(), document));
    }
    return problems;
  }

  private List<Problem> audience(
      Tx tx, Account account, Audience who, CampaignReading.Summary summary) {
    return switch (who) {
      case Audience.ByRule(var rule) -> resolvable(tx, account, rule, summary);
      case Audience.BySegment(long id) ->
          isList(tx, account, id)
              ? List.of(
                  Problem.unfit(
                      "who.segmentId",
                      "Segment " + id + " is a list: its qualification is customList."))
              : resolvable(tx, account, new Rule.InSegment(id, true), summary);
      case Audience.ByList(long id) ->
          isList(tx, account, id)
              ? List.of()
              : List.of(
                  Problem.unfit(
                      "who.segmentId",
                      "Segment " + id + " is no list: its qualification is pastBehavior."));
    };
  }

  private List<Problem> resolvable(
      Tx tx, Account account, Rule rule, CampaignReading.Summary summary) {
    return switch (resolveRule.resolve(tx.segments(), account.number(), rule)) {
      case Resolution.Resolved _ -> List.of();
      case Resolution.Unresolved unresolved ->
          List.of(unresolved.problem(summary.segments(), "who"));
    };
  }

  private static boolean isList(Tx tx, Account account, long id) {
    return tx.segments()
        .find(account.number(), id)
        .filter(segment -> segment.document() instanceof SegmentDocument.ByList)
        .isPresent();
  }

  private static List<Problem> wallet(
      Tx tx, Account account, long id, @Nullable CampaignDocument document) {
    var found = tx.wallets().find(account.number(), id);
    if (found.isEmpty()) {
      return List.of(Problem.unfit("what.walletId", "There is no wallet " + id + "."));
    }
    var wallet = found.get();
    if (wallet.status() != Wallet.Status.ACTIVE) {
      return List.of(Problem.unfit("what.walletId", "Wallet " + id + " is not active."));
    }
    return document == null ? List.of() : decimals(wallet, document.reward().earn());
  }

  private static List<Problem> decimals(Wallet wallet, EarnScheme earn) {
    List<Problem> problems = new ArrayList<>();
    switch (earn) {
      case EarnScheme.Flat(var points) -> fit(wallet, points, "points", problems);
      case EarnScheme.Random random -> {
        fit(wallet, random.min(), "min", problems);
        fit(wallet, random.max(), "max", problems);
      }
    }
    return problems;
  }

  private static void fit(Wallet wallet, Points points, String field, List<Problem> problems) {
    int decimals = wallet.rounding().decimals();
    if (!points.fits(decimals)) {
      var message = "The points of wallet %d have %d decimals.".formatted(wallet.id(), decimals);
      problems.add(Problem.unfit("what.earn." + field, message));
    }
  }

  private static List<Problem> dates(CampaignDocument document, Instant now) {
    List<Problem> problems = new ArrayList<>();
    if (document.when() instanceof Schedule.OnDates(var dates)) {
      for (var date : dates) {
        if (date.atZone(document.zone()).toInstant().isBefore(now)) {
          problems.add(
              Problem.unfit("when", date + " in " + document.zone() + " has passed already."));
        }
      }
    } else if (document.when().next(now, null, 0, document.zone()).isEmpty()) {
      problems.add(Problem.unfit("when.recurring", "There is no run to come."));
    }
    return problems;
  }

  /// Points must be active before they expire, as far as that can be known (S2.8).
  private static List<Problem> expiry(
      Tx tx, Account account, CampaignDocument document, Instant now) {
    var reward = document.reward();
    var wallet = tx.wallets().find(account.number(), reward.walletId());
    var expiry =
        reward.expiry() != null ? reward.expiry() : wallet.map(Wallet::expiry).orElse(null);
    if (expiry == null) {
      return List.of();
    }
    var run = document.when().next(now, null, 0, document.zone());
    for (int before = 1; run.isPresent() && before <= MAX_RUNS_LOOKED_AT; before++) {
      var start = run.get();
      var delay = reward.activateAfter();
      var activation = delay == null ? start : delay.after(start, account.zone());
      var end = expiry.expiresAt(activation, account.zone());
      if (end != null && !end.isAfter(activation)) {
        var message =
            "Points of the run at "
                + start
                + " would expire at "
                + end
                + ", before they are active.";
        return List.of(Problem.unfit("what.validity.expire", message));
      }
      run = document.when().next(now, start, before, document.zone());
    }
    return List.of();
  }
}
