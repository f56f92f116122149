package dev.promontory.app;

import dev.promontory.grant.Decided;
import dev.promontory.grant.Grant;
import dev.promontory.grant.GrantKey;
import dev.promontory.grant.GrantOutcome;
import dev.promontory.grant.GrantOutcome.Granted;
import dev.promontory.grant.GrantOutcome.Refused;
import dev.promontory.grant.GrantOutcome.ZeroAward;
import dev.promontory.grant.GrantRequest;
import dev.promontory.grant.Grants;
import dev.promontory.grant.Grants.CampaignBudget;
import dev.promontory.grant.Offer;
import dev.promontory.grant.Refusal;
import dev.promontory.grant.Verdict;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.LedgerCommand;
import dev.promontory.ledger.LedgerCommand.Credit;
import dev.promontory.ledger.LedgerCommand.Head;
import dev.promontory.ledger.LedgerOutcome;
import dev.promontory.ledger.Note;
import dev.promontory.ledger.Parties;
import dev.promontory.ledger.Source;
import dev.promontory.points.Points;
import dev.promontory.store.Tx;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// One batch of [GrantRewards], to be used once, by one thread. Everybody takes locks in this
/// order: the standing of users, budgets, users, balances, grants; each sorted by key.
final class GrantBatch {
  /// How often requests are decided in all, if the ledger keeps refusing what others came short of.
  private static final int MAX_ROUNDS = 10;

  private final Tx tx;
  private final Grants grants;
  private final Instant now;
  private final List<GrantRequest> requests;
  private final Map<GrantKey, GrantOutcome> answers = new HashMap<>();
  private final Map<Long, Points> granted = new HashMap<>();
  private final Map<Long, Points> budgets = new HashMap<>();
  private final Map<GrantKey, Given> decided = new LinkedHashMap<>();
  private final Parties parties;
  private final UserLimits users;
  private final IdentityHashMap<Offer, Note> notes = new IdentityHashMap<>();

  GrantBatch(Tx tx, List<GrantRequest> requests, Instant now) {
    this.tx = tx;
    this.grants = tx.grants();
    this.now = now;
    var walletIds = new TreeSet<Long>();
    var userNumbers = new TreeSet<Long>();
    for (var request : requests) {
      walletIds.add(request.offer().reward().walletId());
      userNumbers.add(request.user());
    }
    this.parties = tx.ledger().lockParties(walletIds, userNumbers);
    var standing = parties.standing();
    // Whoever was merged into another user is that one: qualifying twice gives one grant (G1).
    this.requests =
        requests.stream().map(request -> request.of(standing.owner(request.user()))).toList();
    this.users = new UserLimits(grants);
  }

  List<GrantOutcome> grant() {
    var keys = requests.stream().map(GrantRequest::key).toList();
    var standing = grants.lock(limited(), keys);
    granted.putAll(standing.given());
    answers.putAll(standing.answers());
    users.lock(requests.stream().filter(request -> !answers.containsKey(request.key())).toList());
    decideAll();
    saveBudgets();
    users.save();
    grants.add(decided.values().stream().map(Given::grant).toList());
    decided.forEach((key, given) -> answers.put(key, given.grant().outcome()));
    return requests.stream()
        .map(request -> Objects.requireNonNull(answers.get(request.key())))
        .toList();
  }

  /// What was decided and not only repeated, in order.
  List<Decided> decided() {
    return decided.values().stream()
        .map(given -> new Decided(given.request().offer().account().number(), given.grant()))
        .toList();
  }

  /// Decides what is new. What the ledger refuses was counted meanwhile: whoever came short of it
  /// is decided again.
  private void decideAll() {
    var open = new LinkedHashMap<GrantKey, GrantRequest>();
    for (var request : requests) {
      if (!answers.containsKey(request.key())) {
        open.putIfAbsent(request.key(), request);
      }
    }
    Collection<GrantRequest> left = open.values();
    for (int round = 0; round < MAX_ROUNDS && !left.isEmpty(); round++) {
      for (var request : left) {
        decided.put(request.key(), new Given(request, decide(request, request.key())));
      }
      left = credit(left) ? shortOfLimits() : List.of();
    }
  }

  private List<GrantRequest> shortOfLimits() {
    return decided.values().stream()
        .filter(
            given ->
                given.grant().outcome() instanceof Refused(var refusal) && refusal.isOfLimits())
        .map(Given::request)
        .toList();
  }

  /// The campaigns that have a budget; the others lock nothing.
  private Set<Long> limited() {
    var limited = new TreeSet<Long>();
    for (var request : requests) {
      if (request.offer().reward().limits().campaignBudget() != null) {
        limited.add(request.offer().campaignId());
      }
    }
    return limited;
  }

  private Grant decide(GrantRequest request, GrantKey key) {
    var offer = request.offer();
    long walletId = offer.reward().walletId();
    var before = granted.getOrDefault(key.campaignId(), Points.ZERO);
    var spent = new Verdict.Spent(before, users.before(request));
    var wallet = parties.wallets().get(walletId);
    var verdict =
        wallet != null && parties.standing().isBlocked(new BalanceKey(walletId, key.user()))
            ? Verdict.onBlockedUser()
            : Verdict.on(request, wallet, spent, now);
    return new Grant(
        key,
        offer.revision(),
        walletId,
        outcome(request, verdict),
        verdict.asked(),
        request.cause().at().truncatedTo(ChronoUnit.MILLIS),
        now);
  }

  private GrantOutcome outcome(GrantRequest request, Verdict verdict) {
    if (verdict.refusal() != null) {
      return new Refused(verdict.refusal());
    }
    if (verdict.points().isZero()) {
      return new ZeroAward();
    }
    var budget = request.offer().reward().limits().campaignBudget();
    if (budget != null) {
      granted.merge(request.offer().campaignId(), verdict.points(), Points::plus);
      budgets.put(request.offer().campaignId(), budget);
    }
    users.add(request, verdict.points());
    return new Granted(verdict.points(), tx.ledger().nextTransactionId());
  }

  /// Credits what was granted for some of the requests.
  ///
  /// @return whether the ledger refused something
  private boolean credit(Collection<GrantRequest> requests) {
    var commands = new ArrayList<LedgerCommand>(requests.size());
    var keys = new ArrayList<GrantKey>(requests.size());
    for (var request : requests) {
      var given = Objects.requireNonNull(decided.get(request.key()));
      if (given.grant().outcome() instanceof Granted outcome) {
        commands.add(credit(request, outcome));
        keys.add(request.key());
      }
    }
    var outcomes = PostBatch.post(tx, parties, commands, now);
    boolean isRefused = false;
    for (int i = 0; i < keys.size(); i++) {
      if (outcomes.get(i) instanceof LedgerOutcome.Refused
          && commands.get(i) instanceof Credit(_, var points, _)) {
        takeBack(keys.get(i), points);
        isRefused = true;
      }
    }
    return isRefused;
  }

  /// The ledger refused points that were granted: the user has more than can be counted.
  private void takeBack(GrantKey key, Points points) {
    granted.computeIfPresent(key.campaignId(), (_, sum) -> sum.minus(points));
    decided.computeIfPresent(
        key,
        (_, given) -> {
          users.takeBack(given.request(), points);
          return given.refused(Refusal.CREDIT_FAILED);
        });
  }

  private LedgerCommand credit(GrantRequest request, Granted outcome) {
    var offer = request.offer();
    var key = new BalanceKey(offer.reward().walletId(), request.user());
    var head =
        new Head(outcome.transactionId(), offer.account(), key, Source.CAMPAIGN, note(request));
    return new Credit(head, outcome.points(), offer.reward().validity());
  }

  /// Written once for all credits of an offer that carries nothing of the trigger event.
  private Note note(GrantRequest request) {
    var offer = request.offer();
    var metadata = offer.reward().metadata();
    return metadata.carried().isEmpty()
        ? notes.computeIfAbsent(offer, _ -> Note.ofCampaign(offer.campaignId(), metadata.fixed()))
        : Note.ofCampaign(offer.campaignId(), metadata.filled(request.cause().carried()));
  }

  private void saveBudgets() {
    if (!budgets.isEmpty()) {
      grants.saveBudgets(
          budgets.entrySet().stream()
              .map(
                  budget ->
                      new CampaignBudget(
                          budget.getKey(),
                          budget.getValue(),
                          granted.getOrDefault(budget.getKey(), Points.ZERO)))
              .toList());
    }
  }

  /// A decided grant and the request that it decides.
  private record Given(GrantRequest request, Grant grant) {
    Given refused(Refusal refusal) {
      return new Given(request, grant.with(new Refused(refusal)));
    }
  }
}
