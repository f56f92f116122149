package dev.promontory.webhook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// How many deliveries each webhook may have under way (WH5).
public final class Shares {
  /// The most of all webhooks together.
  public static final int MAX_AT_ONCE = 64;

  /// The most of one webhook.
  public static final int MAX_PER_WEBHOOK = 8;

  /// The most of all that are failing, of which each has one.
  public static final int MAX_FAILING = 16;

  private Shares() {}

  /// How many more each webhook may have, in the order in which they are served: those that work
  /// first, beginning with another one at each turn. Together they may be more than are free.
  ///
  /// @param active those that are sent to
  /// @param underWay how many each has, by its id
  /// @param turn counts the calls
  public static SequencedMap<Long, Integer> of(
      List<Webhook> active, Map<Long, Integer> underWay, int turn) {
    List<Webhook> order = new ArrayList<>(active);
    Collections.rotate(order, -turn);
    var shares = new LinkedHashMap<Long, Integer>();
    for (var webhook : order) {
      int free = MAX_PER_WEBHOOK - underWay.getOrDefault(webhook.id(), 0);
      if (!webhook.standing().isFailing() && free > 0) {
        shares.put(webhook.id(), free);
      }
    }
    int probes = MAX_FAILING - failingUnderWay(active, underWay);
    for (var webhook : order) {
      boolean isFree = webhook.standing().isFailing() && !underWay.containsKey(webhook.id());
      if (isFree && probes > 0) {
        shares.put(webhook.id(), 1);
        probes--;
      }
    }
    return shares;
  }

  private static int failingUnderWay(List<Webhook> active, Map<Long, Integer> underWay) {
    return active.stream()
        .filter(webhook -> webhook.standing().isFailing())
        .mapToInt(webhook -> underWay.getOrDefault(webhook.id(), 0))
        .sum();
  }
}
