package dev.promontory.grant;

import dev.promontory.points.Points;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The decided grants and what limits them, within one transaction.
public interface Grants {

  /// The most grants of one call.
  int MAX_BATCH = 10_000;

  /// The most grants of one page.
  int MAX_PAGE = 1000;

  /// Locks the budgets of campaigns until the transaction ends, in the order of their ids. What a
  /// campaign gave before it had a budget counts too.
  ///
  /// @return what each has given so far, for every one of them; a sum beyond the largest amount is
  ///   the largest amount
  Map<Long, Points> lockBudgets(Collection<Long> campaignIds);

  /// As [#lockBudgets], then [#find]: everything that a batch has to know before it decides.
  Standing lock(Collection<Long> campaignIds, Collection<GrantKey> keys);

  /// What was given and decided before.
  ///
  /// @param given by campaigns whose budgets are locked
  /// @param answers first answers to what was decided already
  record Standing(Map<Long, Points> given, Map<GrantKey, GrantOutcome> answers) {}

  /// Forgets what a campaign has given: the next [#lockBudgets] counts its grants anew. Needed
  /// whenever it has given something without a budget in between; the caller keeps everybody from
  /// granting for it until the transaction ends.
  void recount(long campaignId);

  /// Locks what campaigns have given to users until the transaction ends, in the order of the keys;
  /// after budgets, before anything else. What was given before anything limited it counts too.
  ///
  /// @param wanted at most one of a key
  /// @return for every key what was given, which reaches as far back as is wanted
  Map<UserGiven.Key, UserGiven> lockUsers(Collection<UserGiven.Wanted> wanted);

  /// As [#recount], of what a campaign has given to its users: the next [#lockUsers] counts anew.
  void recountUsers(long campaignId);

  /// The first answers to those that were decided already.
  Map<GrantKey, GrantOutcome> find(Collection<GrantKey> keys);

  /// Stores decided grants. From here on, another transaction that adds one of the keys waits for
  /// this one (G1). If another has added one since [#find], this one is undone and begun anew, and
  /// then finds it.
  ///
  /// @param grants at most one of a key, none that [#find] finds
  void add(Collection<Grant> grants);

  /// Stores what campaigns have given; their budgets must be locked. One that has given more than
  /// its budget is a failure (G2).
  void saveBudgets(Collection<CampaignBudget> budgets);

  /// Stores what campaigns have given to users; those must be locked. A user who has got more than
  /// the campaign gives to one in all is a failure (G2).
  void saveUsers(Collection<UserLimit> limits);

  /// What a campaign may give to a user and has given.
  record UserLimit(UserGiven.Key key, UserGiven given, Limits limits) {}

  /// What a campaign may give and has given.
  record CampaignBudget(long campaignId, Points budget, Points granted) {}

  /// The grants of a campaign, refusals included, in the order of their keys.
  ///
  /// @param after the last one of the page before, or null
  /// @param limit 1 to [#MAX_PAGE]
  List<Grant> page(long campaignId, @Nullable GrantKey after, int limit);

  /// What was decided about a user, newest first.
  ///
  /// @param campaignId of one campaign, or null: of all
  /// @param before the last one of the page before, or null
  /// @param limit 1 to [#MAX_PAGE]
  List<Grant> decisions(long user, @Nullable Long campaignId, @Nullable Grant before, int limit);

  /// What a campaign gave between two instants, the second excluded, by calendar period in a zone;
  /// periods without a grant are left out.
  List<PeriodTotal> totals(long campaignId, Instant from, Instant to, Calendar calendar);

  /// How often a campaign refused between two instants, the second excluded; refusals that did not
  /// occur are left out.
  Map<Refusal, Long> refusals(long campaignId, Instant from, Instant to);

  /// Rewards given in a period.
  ///
  /// @param firstDay of the period
  /// @param points the sum, 0 or more, with at most three decimals; it has no largest value, for it
  ///   grows with the number of users
  record PeriodTotal(LocalDate firstDay, long rewards, BigDecimal points) {
    public PeriodTotal {
      points = Points.shown(points);
    }
  }
}
