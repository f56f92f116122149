package dev.promontory.app;

import dev.promontory.account.Account;
import dev.promontory.campaign.Campaign;
import dev.promontory.campaign.Run;
import dev.promontory.campaign.Runs.Chunk;
import dev.promontory.grant.Cause;
import dev.promontory.grant.GrantRequest;
import dev.promontory.grant.Offer;
import dev.promontory.store.StoreTrouble;
import dev.promontory.store.StoreUnavailable;
import dev.promontory.store.Transactions;
import dev.promontory.store.Tx;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
    var task = new Task(run, documents.accounts(), now);
    var second = CompletableFuture.runAsync(() -> work(task), helper);
    try {
      work(task);
    } finally {
      join(second);
    }
  }

  /// What the workers share: the accounts are read before any transaction is open.
  private record Task(Run run, Map<Integer, Account> accounts, Instant now) {}

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

  private void work(Task task) {
    for (int i = 0; i < MAX_CHUNKS / WORKERS; i++) {
      if (!rewardChunk(task)) {
        return;
      }
    }
  }

  /// @return whether a chunk was decided
  private boolean rewardChunk(Task task) {
    var taken = new AtomicReference<Chunk>();
    try {
      return transactions.inTransaction(tx -> rewardChunk(tx, task, taken));
    } catch (StoreUnavailable e) {
      throw e;
    } catch (RuntimeException e) {
      var chunk = taken.get();
      if (chunk == null) {
        throw e;
      }
      return separate(task, chunk.users().toArray())
          && transactions.inTransaction(tx -> finish(tx, task, chunk));
    }
  }

  private boolean rewardChunk(Tx tx, Task task, AtomicReference<Chunk> taken) {
    var offer = offer(tx, task);
    var chunk = offer.isEmpty() ? Optional.<Chunk>empty() : tx.runs().takeChunk(task.run().id());
    if (offer.isEmpty() || chunk.isEmpty()) {
      return false;
    }
    taken.set(chunk.get());
    grantRewards.grant(tx, requests(offer.get(), task, chunk.get().users().toArray()), task.now());
    tx.runs().finishChunk(chunk.get());
    return true;
  }

  /// What the campaign offers now; empty if it is no longer running. It stays so until the
  /// transaction ends.
  private Optional<Offer> offer(Tx tx, Task task) {
    return tx.campaigns()
        .hold(task.run().campaignId())
        .filter(campaign -> campaign.status() == Campaign.Status.RUNNING)
        .map(campaign -> offer(campaign, PublishedDocuments.of(campaign, task.accounts())));
  }

  private Offer offer(Campaign campaign, Account account) {
    var document = documents.documentOf(campaign, account);
    return new Offer(
        account, campaign.id(), campaign.revision(), document.zone(), document.reward());
  }

  private static List<GrantRequest> requests(Offer offer, Task task, long[] users) {
    var cause = Cause.at(task.now());
    return Arrays.stream(users)
        .mapToObj(user -> new GrantRequest(offer, task.run().id(), user, cause))
        .toList();
  }

  /// Decides users whose chunk failed: each half by itself. Those that are decided already keep
  /// their answer.
  ///
  /// @return false if the campaign is no longer running, and some may be undecided
  private boolean separate(Task task, long[] users) {
    if (users.length == 1) {
      return alone(task, users);
    }
    var first = Arrays.copyOfRange(users, 0, users.length / 2);
    var second = Arrays.copyOfRange(users, users.length / 2, users.length);
    return half(task, first) && half(task, second);
  }

  private boolean half(Task task, long[] users) {
    try {
      return grant(task, users);
    } catch (StoreUnavailable e) {
      throw e;
    } catch (RuntimeException _) {
      return separate(task, users);
    }
  }

  /// One user, once more; if that fails too, by the user's fault and not the store's, the failure
  /// is recorded.
  private boolean alone(Task task, long[] user) {
    try {
      return grant(task, user);
    } catch (StoreUnavailable | StoreTrouble e) {
      throw e;
    } catch (RuntimeException _) {
      return transactions.inTransaction(
          tx -> {
            var offer = offer(tx, task);
            offer.ifPresent(
                found ->
                    grantRewards.recordFailure(
                        tx, requests(found, task, user).getFirst(), task.now()));
            return offer.isPresent();
          });
    }
  }

  private boolean grant(Task task, long[] users) {
    return transactions.inTransaction(
        tx -> {
          var offer = offer(tx, task);
          offer.ifPresent(
              found -> grantRewards.grant(tx, requests(found, task, users), task.now()));
          return offer.isPresent();
        });
  }

  private boolean finish(Tx tx, Task task, Chunk chunk) {
    var offer = offer(tx, task);
    offer.ifPresent(_ -> tx.runs().finishChunk(chunk));
    return offer.isPresent();
  }
}
