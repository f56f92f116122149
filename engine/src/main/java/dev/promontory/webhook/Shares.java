package dev.promontory.webhook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How many deliveries each webhook may have under way (WH5).
public final class Shares {
  /// The most of all webhooks together.
  public static final int MAX_AT_ONCE = 256;

  /// The most of all webhooks of one account: others have room however slow its receivers are.
  public static final int MAX_PER_ACCOUNT = 64;

  /// The most of one webhook.
  public static final int MAX_PER_WEBHOOK = 8;

  /// The most of all that are failing, of which each has one.
  public static final int MAX_FAILING = 16;

  /// The most of all of one account that are failing.
  public static final int MAX_FAILING_PER_ACCOUNT = 4;

  private Shares() {}

  /// What one webhook may have.
  ///
  /// @param most how many more of this webhook, 1 and up
  /// @param mostOfAccount how many more of all webhooks of its account, 1 and up; the same for all
  ///   of them
  public record Share(long webhookId, int most, int account, int mostOfAccount) {}

  /// How many more each webhook may have, in the order in which they are served: those that work
  /// first, beginning with another one at each turn. Together they may be more than are free.
  ///
  /// @param active those that are sent to
  /// @param underWay how many each has, by its id
  /// @param turn counts the calls
  public static List<Share> of(List<Webhook> active, Map<Long, Integer> underWay, int turn) {
    List<Webhook> order = new ArrayList<>(active);
    Collections.rotate(order, -turn);
    var busy = busy(active, underWay);
    List<Share> shares = new ArrayList<>(working(order, underWay, busy));
    shares.addAll(probes(order, underWay, busy));
    return shares;
  }

  private static List<Share> working(
      List<Webhook> order, Map<Long, Integer> underWay, Map<Integer, Integer> busy) {
    List<Share> shares = new ArrayList<>();
    for (var webhook : order) {
      int most = MAX_PER_WEBHOOK - underWay.getOrDefault(webhook.id(), 0);
      int mostOfAccount = MAX_PER_ACCOUNT - busy.getOrDefault(webhook.account(), 0);
      if (!webhook.standing().isFailing() && most > 0 && mostOfAccount > 0) {
        shares.add(new Share(webhook.id(), most, webhook.account(), mostOfAccount));
      }
    }
    return shares;
  }

  private static List<Share> probes(
      List<Webhook> order, Map<Long, Integer> underWay, Map<Integer, Integer> busy) {
    List<Share> shares = new ArrayList<>();
    var failing = order.stream().filter(webhook -> webhook.standing().isFailing()).toList();
    var probed = busy(failing, underWay);
    int probes = MAX_FAILING - probed.values().stream().mapToInt(Integer::intValue).sum();
    for (var webhook : failing) {
      int mostOfAccount = MAX_PER_ACCOUNT - busy.getOrDefault(webhook.account(), 0);
      boolean isFree =
          !underWay.containsKey(webhook.id())
              && mostOfAccount > 0
              && probed.getOrDefault(webhook.account(), 0) < MAX_FAILING_PER_ACCOUNT;
      if (isFree && probes > 0) {
        shares.add(new Share(webhook.id(), 1, webhook.account(), mostOfAccount));
        probed.merge(webhook.account(), 1, Integer::sum);
        probes--;
      }
    }
    return shares;
  }

  /// How many these webhooks have under way, by their accounts.
  private static Map<Integer, Integer> busy(List<Webhook> webhooks, Map<Long, Integer> underWay) {
    Map<Integer, Integer> busy = new HashMap<>();
    for (var webhook : webhooks) {
      busy.merge(webhook.account(), underWay.getOrDefault(webhook.id(), 0), Integer::sum);
    }
    return busy;
  }
}
