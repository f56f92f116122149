package dev.promontory.app;

import dev.promontory.campaign.Campaign;
import dev.promontory.campaign.Run;
import dev.promontory.campaign.Runs.Chunk;
import dev.promontory.grant.GrantRequest;
import dev.promontory.grant.Offer;
import dev.promontory.store.StoreUnavailable;
import dev.promontory.store.Transactions;
import dev.promontory.store.Tx;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

/// Rewards the members of a run, chunk by chunk. Each chunk is one transaction that decides its
/// users and marks it as done, so a crash at any moment leaves it either untouched or done (C3).
///
/// A chunk that fails is tried again in halves, until the culprit stands alone and is recorded; the
/// rest lands.
public final class RewardMembers {

  /// The most chunks of one call.
  public static final int MAX_CHUNKS = 8;

  private static final int WORKERS = 2;

  private final Transactions transactions;
  private final PublishedDocuments documents;
  private final GrantRewards grantRewards;
  private final Executor helper;

  /// @param helper runs the second worker
  public RewardMembers(
      Transactions transactions,
      PublishedDocuments documents,
      GrantRewards grantRewards,
      Executor helper) {
    this.transactions = transactions;
    this.documents = documents;
    this.grantRewards = grantRewards;
    this.helper = helper;
  }

  /// Rewards up to [#MAX_CHUNKS] chunks, two at a time. Ends early when the campaign is no longer
  /// running, or no chunk is left.
  ///
  /// @throws RuntimeException if the store failed; whatever was not decided is left for later
  void reward(Run run, Instant now) {
    var second = CompletableFuture.runAsync(() -> work(run, now), helper);
    try {
      work(run, now);
    } finally {
      join(second);
    }
  }

  private static void join(CompletableFuture<Void> second) {
    try {
      second.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw e;
      }
    }
  }

  private void work(Run run, Instant now) {
    for (int i = 0; i < MAX_CHUNKS / WORKERS; i++) {
      if (!rewardChunk(run, now)) {
        return;
      }
    }
  }

  /// @return whether a chunk was decided
  private boolean rewardChunk(Run run, Instant now) {
    var taken = new AtomicReference<Chunk>();
    try {
      return transactions.inTransaction(tx -> rewardChunk(tx, run, taken, now));
    } catch (StoreUnavailable e) {
      throw e;
    } catch (RuntimeException e) {
      var chunk = taken.get();
      if (chunk == null) {
        throw e;
      }
      return separate(run, chunk.users().toArray(), now)
          && transactions.inTransaction(tx -> finish(tx, run, chunk));
    }
  }

  private boolean rewardChunk(Tx tx, Run run, AtomicReference<Chunk> taken, Instant now) {
    var offer = offer(tx, run);
    var chunk = offer.isEmpty() ? Optional.<Chunk>empty() : tx.runs().takeChunk(run.id());
    if (offer.isEmpty() || chunk.isEmpty()) {
      return false;
    }
    taken.set(chunk.get());
    grantRewards.grant(tx, requests(offer.get(), run, chunk.get().users().toArray()), now);
    tx.runs().finishChunk(chunk.get());
    return true;
  }

  /// What the campaign offers now; empty if it is no longer running. It stays so until the
  /// transaction ends.
  private Optional<Offer> offer(Tx tx, Run run) {
    return tx.campaigns()
        .hold(run.campaignId())
        .filter(campaign -> campaign.status() == Campaign.Status.RUNNING)
        .map(this::offer);
  }

  private Offer offer(Campaign campaign) {
    var account = documents.accountOf(campaign);
    var document = documents.documentOf(campaign, account);
    return new Offer(
        account, campaign.id(), campaign.revision(), document.zone(), document.reward());
  }

  private static List<GrantRequest> requests(Offer offer, Run run, long[] users) {
    return Arrays.stream(users).mapToObj(user -> new GrantRequest(offer, run.id(), user)).toList();
  }

  /// Decides users whose chunk failed: each half by itself. Those that are decided already keep
  /// their answer.
  ///
  /// @return false if the campaign is no longer running, and some may be undecided
  private boolean separate(Run run, long[] users, Instant now) {
    if (users.length == 1) {
      return alone(run, users, now);
    }
    var first = Arrays.copyOfRange(users, 0, users.length / 2);
    var second = Arrays.copyOfRange(users, users.length / 2, users.length);
    return half(run, first, now) && half(run, second, now);
  }

  private boolean half(Run run, long[] users, Instant now) {
    try {
      return grant(run, users, now);
    } catch (StoreUnavailable e) {
      throw e;
    } catch (RuntimeException _) {
      return separate(run, users, now);
    }
  }

  /// One user, once more; if that fails too, the failure is recorded.
  private boolean alone(Run run, long[] user, Instant now) {
    try {
      return grant(run, user, now);
    } catch (StoreUnavailable e) {
      throw e;
    } catch (RuntimeException _) {
      return transactions.inTransaction(
          tx -> {
            var offer = offer(tx, run);
            offer.ifPresent(
                found ->
                    grantRewards.recordFailure(tx, requests(found, run, user).getFirst(), now));
            return offer.isPresent();
          });
    }
  }

  private boolean grant(Run run, long[] users, Instant now) {
    return transactions.inTransaction(
        tx -> {
          var offer = offer(tx, run);
          offer.ifPresent(found -> grantRewards.grant(tx, requests(found, run, users), now));
          return offer.isPresent();
        });
  }

  private boolean finish(Tx tx, Run run, Chunk chunk) {
    var offer = offer(tx, run);
    offer.ifPresent(_ -> tx.runs().finishChunk(chunk));
    return offer.isPresent();
  }
}
