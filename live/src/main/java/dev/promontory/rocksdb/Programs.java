package dev.promontory.rocksdb;

import dev.promontory.live.LeafMark;
import dev.promontory.live.LiveCampaign;
import dev.promontory.live.Program;
import dev.promontory.live.Tolerance;
import dev.promontory.live.host.ProgramChange;
import dev.promontory.live.host.ProgramChange.Action;
import dev.promontory.rocksdb.store.CampaignKey;
import dev.promontory.rocksdb.store.StoreBatch;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The programs of a shard, by account. Owned by the thread of the shard.
final class Programs {
  private final Map<Integer, Program> byAccount = new HashMap<>();
  private final Map<Integer, Integer> firstLeaves;
  private Set<CampaignKey> changed = new HashSet<>();
  private long change;

  /// What a checkpoint must say of the leaves.
  ///
  /// @param marks of the campaigns that changed; empty for one that is gone or has no conditions
  /// @param nextLeaves of their accounts
  record Leaves(Map<CampaignKey, List<LeafMark>> marks, Map<Integer, Integer> nextLeaves) {

    void writeTo(StoreBatch batch) {
      nextLeaves.forEach(batch::nextLeaf);
      marks.forEach(
          (campaign, some) -> {
            if (some.isEmpty()) {
              batch.dropMarks(campaign);
            } else {
              batch.marks(campaign, some);
            }
          });
    }
  }

  /// @param firstLeaves above the number of every leaf in a state, by account
  Programs(Map<Integer, Integer> firstLeaves) {
    this.firstLeaves = Map.copyOf(firstLeaves);
  }

  /// Brings the programs to where they were at a checkpoint.
  ///
  /// @param changes all that are remembered, in order
  /// @param last number of the last one that had been applied
  /// @param marks of the campaigns then; those of campaigns that are gone by now are dropped
  /// @throws IllegalArgumentException if they don't fit the campaigns
  void restore(List<ProgramChange> changes, long last, Map<CampaignKey, List<LeafMark>> marks) {
    var live = new HashMap<CampaignKey, LiveCampaign>();
    var paused = new HashSet<CampaignKey>();
    for (var each : changes) {
      if (each.number() <= last) {
        var key = new CampaignKey(each.account(), each.action().campaign());
        switch (each.action()) {
          case Action.Put put -> live.put(key, put.live());
          case Action.Pause _ -> paused.add(key);
          case Action.Resume _ -> paused.remove(key);
          case Action.Remove _ -> {
            live.remove(key);
            paused.remove(key);
          }
        }
      }
    }
    live.forEach(
        (key, campaign) -> of(key.account()).restore(campaign, marks.getOrDefault(key, List.of())));
    paused.forEach(key -> of(key.account()).pause(key.campaign()));
    change = last;
    changed = new HashSet<>(marks.keySet());
    changed.removeAll(live.keySet());
  }

  /// The program of an account, or null if it never had a campaign.
  @Nullable Program find(int account) {
    return byAccount.get(account);
  }

  /// The program of an account, an empty one if it never had a campaign.
  Program of(int account) {
    return byAccount.computeIfAbsent(
        account, _ -> new Program(Tolerance.DEFAULT, firstLeaves.getOrDefault(account, 0)));
  }

  /// Number of the last change that was applied.
  long change() {
    return change;
  }

  /// @throws IllegalArgumentException if the campaign names a segment that is not resolved; it is
  ///   not live then, or has the revision before
  void apply(ProgramChange next) {
    change = Math.max(change, next.number());
    var program = of(next.account());
    switch (next.action()) {
      case Action.Put(var live) -> {
        program.put(live);
        changed.add(new CampaignKey(next.account(), live.id()));
      }
      case Action.Pause(long campaign) -> program.pause(campaign);
      case Action.Resume(long campaign) -> program.resume(campaign);
      case Action.Remove(long campaign) -> {
        program.remove(campaign);
        changed.add(new CampaignKey(next.account(), campaign));
      }
    }
  }

  /// What has changed since the last checkpoint.
  Leaves takeChanged() {
    var marks = new HashMap<CampaignKey, List<LeafMark>>();
    var next = new HashMap<Integer, Integer>();
    for (var key : changed) {
      var program = of(key.account());
      marks.put(key, program.marks(key.campaign()));
      next.put(key.account(), program.nextLeaf());
    }
    changed = new HashSet<>();
    return new Leaves(marks, next);
  }
}
