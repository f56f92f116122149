package dev.promontory.app;

import dev.promontory.account.Account;
import dev.promontory.campaign.CampaignDocument.Audience;
import dev.promontory.campaign.CampaignNotation;
import dev.promontory.campaign.CampaignReading;
import dev.promontory.document.Problem;
import dev.promontory.rule.Rule;
import dev.promontory.segment.Segment;
import dev.promontory.segment.SegmentDocument;
import dev.promontory.store.Tx;
import dev.promontory.wallet.Wallet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds everything that keeps a document from being published (C2): what is wrong with it by
/// itself, and what does not fit the account or the present time. Each part that could be read is
/// checked, whatever is wrong with the others.
public final class CheckCampaign {
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
    var wallet = wallet(tx, account, reading.summary());
    var problems = new ArrayList<>(reading.problems());
    problems.addAll(audience(tx, account, reading));
    problems.addAll(wallet(reading, wallet));
    problems.addAll(new CheckTimes(account.zone(), now).check(reading, wallet));
    return new Checked(reading, problems);
  }

  /// Checks a document that replaces the one of a campaign under way: its dates may have passed.
  Checked checkUnderWay(Tx tx, Account account, String documentJson) {
    var reading = notation.read(documentJson, account.zone());
    var problems = new ArrayList<>(reading.problems());
    problems.addAll(audience(tx, account, reading));
    problems.addAll(wallet(reading, wallet(tx, account, reading.summary())));
    return new Checked(reading, problems);
  }

  private static @Nullable Wallet wallet(Tx tx, Account account, CampaignReading.Summary summary) {
    return summary.walletId() == null
        ? null
        : tx.wallets().find(account.number(), summary.walletId()).orElse(null);
  }

  /// The segments that are named must exist and be of the right kind.
  private List<Problem> audience(Tx tx, Account account, CampaignReading reading) {
    var who = reading.parts().who();
    var rule = who == null ? null : rule(who);
    var named = reading.summary().segments();
    List<Problem> problems = new ArrayList<>();
    problems.addAll(resolveRule.problems(tx.segments(), account.number(), rule, named, "who"));
    switch (who) {
      case Audience.BySegment(long id) when isList(tx, account, id) ->
          problems.add(
              Problem.unfit(
                  "who.segmentId",
                  "Segment " + id + " is a list: its qualification is customList."));
      case Audience.ByList(long id) when isRule(tx, account, id) ->
          problems.add(
              Problem.unfit(
                  "who.segmentId",
                  "Segment " + id + " is no list: its qualification is pastBehavior."));
      case Audience.BySegment _, Audience.ByList _, Audience.ByRule _, Audience.Live _ -> {
        // Of the right kind, or told above.
      }
      case null -> {
        // Its problems were told when it was read.
      }
    }
    return problems;
  }

  private static @Nullable Rule rule(Audience who) {
    return switch (who) {
      case Audience.ByRule(var rule) -> rule;
      case Audience.Live live -> live.filter();
      case Audience.BySegment _, Audience.ByList _ -> null;
    };
  }

  private static boolean isList(Tx tx, Account account, long id) {
    return document(tx, account, id).filter(SegmentDocument.ByList.class::isInstance).isPresent();
  }

  private static boolean isRule(Tx tx, Account account, long id) {
    return document(tx, account, id).filter(SegmentDocument.ByRule.class::isInstance).isPresent();
  }

  private static Optional<SegmentDocument> document(Tx tx, Account account, long id) {
    return tx.segments().find(account.number(), id).map(Segment::document);
  }

  /// The wallet must exist and be active, and its points as fine as those that are earned.
  private static List<Problem> wallet(CampaignReading reading, @Nullable Wallet wallet) {
    var id = reading.summary().walletId();
    if (id == null) {
      return List.of();
    }
    if (wallet == null) {
      return List.of(Problem.unfit("what.walletId", "There is no wallet " + id + "."));
    }
    List<Problem> problems = new ArrayList<>();
    if (wallet.status() != Wallet.Status.ACTIVE) {
      problems.add(Problem.unfit("what.walletId", "Wallet " + id + " is not active."));
    }
    int decimals = wallet.rounding().decimals();
    var tooFine = "The points of wallet %d have %d decimals.".formatted(id, decimals);
    reading
        .parts()
        .points()
        .forEach(
            (path, points) -> {
              if (!points.fits(decimals)) {
                problems.add(Problem.unfit(path, tooFine));
              }
            });
    return problems;
  }
}
