package dev.promontory.app;

import dev.promontory.grant.Decided;
import dev.promontory.grant.Decisions;
import dev.promontory.grant.Grant;
import dev.promontory.grant.GrantOutcome;
import dev.promontory.grant.GrantOutcome.Refused;
import dev.promontory.grant.GrantRequest;
import dev.promontory.grant.Grants;
import dev.promontory.grant.Refusal;
import dev.promontory.points.Points;
import dev.promontory.store.Tx;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Decides grant requests, whatever caused them, and gives what was granted. All rewards go through
/// here.
public final class GrantRewards {

  /// The most requests of one batch.
  public static final int MAX_BATCH = Grants.MAX_BATCH;

  private final Decisions decisions;

  /// @param decisions hears of every decision, whatever asked for it
  public GrantRewards(Decisions decisions) {
    this.decisions = decisions;
  }

  /// Decides, and tells nobody.
  public GrantRewards() {
    this(_ -> {});
  }

  /// Decides a batch within the caller's transaction: grants, lots, entries and outbox become
  /// visible together when it commits (R1). Costs a few statements whatever the size of the batch.
  ///
  /// A repeat of a request, in this batch or any before, gets the first answer (G1). Requests are
  /// decided in order; the limits of a campaign are never exceeded (G2). Refusals are recorded too.
  ///
  /// @param now to the millisecond; what is finer is cut off
  /// @return one outcome for each request
  /// @throws IllegalArgumentException if there are more than [#MAX_BATCH] requests
  /// @throws RuntimeException if the batch cannot be stored; then nothing of it was
  public List<GrantOutcome> grant(Tx tx, List<GrantRequest> requests, Instant now) {
    if (requests.size() > MAX_BATCH) {
      throw new IllegalArgumentException("more than " + MAX_BATCH + " requests");
    }
    var batch = new GrantBatch(tx, requests, now.truncatedTo(ChronoUnit.MILLIS));
    var outcomes = batch.grant();
    tx.afterCommit(() -> decisions.taken(batch.decided()));
    return outcomes;
  }

  /// Records that a request could not be carried out, unless it was decided before.
  ///
  /// @return the refusal, or the first answer
  public GrantOutcome recordFailure(Tx tx, GrantRequest request, Instant now) {
    var grants = tx.grants();
    var key = request.key();
    var known = grants.find(List.of(key)).get(key);
    if (known != null) {
      return known;
    }
    var outcome = new Refused(Refusal.CREDIT_FAILED);
    var grant =
        new Grant(
            key,
            request.offer().revision(),
            request.offer().reward().walletId(),
            outcome,
            Points.ZERO,
            request.cause().at().truncatedTo(ChronoUnit.MILLIS),
            now.truncatedTo(ChronoUnit.MILLIS));
    grants.add(List.of(grant));
    var decided = List.of(new Decided(request.offer().account().number(), grant));
    tx.afterCommit(() -> decisions.taken(decided));
    return outcome;
  }
}
